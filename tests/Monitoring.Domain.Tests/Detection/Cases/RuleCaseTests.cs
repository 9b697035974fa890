namespace Monitoring.Domain.Tests.Detection.Cases;

public sealed class RuleCaseTests
{
    private const int CasesMin = 10;

    private static readonly string[] Rules =
    [
        "RapidRoundTrip", "LumpInPiecemealOut", "PiecemealInLumpOut", "DormantThenSudden", "UnrelatedCounterparty", "SelfOpenedThenLarge",
        "FlatBalance", "ZeroOrEmpty", "BalanceBreak", "Overdrawn", "SelfDealing",
    ];

    /// <summary>Names of the tables.</summary>
    public static TheoryData<string> Tables => [.. Rules];

    /// <summary>All cases of all tables.</summary>
    public static TheoryData<RuleCase> Cases => [.. Rules.SelectMany(RuleCase.Read)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_life_raises_the_alerts_of_its_table(RuleCase life) => Assert.Equal(life.Expected, RuleCaseRunner.Run(life, restless: false));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Putting_an_account_away_between_postings_changes_nothing(RuleCase life) =>
        Assert.Equal(life.Expected, RuleCaseRunner.Run(life, restless: true));

    [Theory]
    [MemberData(nameof(Tables))]
    public void Half_of_a_table_are_lives_that_raise_nothing(string rule)
    {
        var cases = RuleCase.Read(rule);
        Assert.True(cases.Count >= CasesMin, $"{rule} has {cases.Count} cases.");
        Assert.True(cases.Count(life => life.Expected.Count == 0) * 2 >= cases.Count, $"{rule}: less than half of {cases.Count} cases raise nothing.");
        Assert.Distinct(cases.Select(life => life.Title));
    }
}
