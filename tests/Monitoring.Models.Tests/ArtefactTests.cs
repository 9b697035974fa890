using System.Globalization;
using Monitoring.Models.Simulation;

namespace Monitoring.Models.Tests;

/// <summary>No field that has nothing to do with trouble tells planted postings and accounts from ordinary ones.</summary>
[Collection(ModelBank.Name)]
public sealed class ArtefactTests(ModelBank bank)
{
    /// <summary>A guess from one meaningless field may be so much better than chance: what a few hundred postings do by accident.</summary>
    private const double NearChance = 0.62;

    private static readonly Dictionary<string, Func<SimulatedPosting, string>> Fields = new()
    {
        ["narrative"] = posting => posting.Narrative ?? "none",
        ["second of the minute"] = posting => posting.BookedAt.Second.ToString(CultureInfo.InvariantCulture),
        ["millisecond"] = posting => (posting.BookedAt.Millisecond / 20).ToString(CultureInfo.InvariantCulture),
        ["minute of the hour"] = posting => posting.BookedAt.Minute.ToString(CultureInfo.InvariantCulture),
        ["counterparty's first digits"] = posting => posting.Counterparty?[..7] ?? "none",
        ["counterparty's last digit"] = posting => posting.Counterparty?[^1..] ?? "none",
        ["counterparty's name"] = posting => posting.CounterpartyName is { } name ? name.Length > 4 ? "firm" : "person" : "none",
        ["posting id's last digit"] = posting => posting.PostingId[^1..],
        ["trace"] = posting => posting.Trace is null ? "none" : "some",
        ["value date"] = posting => posting.ValueDate is null ? "none" : "some",
        ["teller's place"] = posting => posting.Teller is { } teller
            ? (int.Parse(teller[1..], CultureInfo.InvariantCulture) % 6).ToString(CultureInfo.InvariantCulture) : "none",
        ["branch"] = posting => posting.Branch,
        ["day of the week"] = posting => posting.BookedAt.DayOfWeek.ToString(),
        ["cents"] = posting => posting.Amount % 100 == 0 ? "none" : "some",
    };

    public static TheoryData<string> FieldNames => [.. Fields.Keys];

    [Theory]
    [MemberData(nameof(FieldNames))]
    public void A_field_without_meaning_hardly_tells_planted_postings_from_ordinary_ones(string field)
    {
        // Disguises say something about amounts and places by their nature: here are the cases without those.
        var plain = bank.Run.Cases.Where(planted => (planted.Disguise & (Disguise.OddAmounts | Disguise.OverBranches | Disguise.StrawMan)) == 0
            && planted.Pattern is not (PatternKind.SelfDealing or PatternKind.FlatBalance)).Select(planted => planted.CaseId).ToHashSet();
        var planted = bank.Postings.Where(posting => posting.CaseId is { } id && plain.Contains(id)).ToList();

        double area = new PlainGuesser<SimulatedPosting>(posting => posting.Account, Stratum, Fields[field]).Area(planted, bank.Irregular);

        Assert.True(area <= NearChance, string.Create(CultureInfo.InvariantCulture, $"{field}: {area:F3}"));
    }

    [Fact]
    public void Guessing_does_find_a_field_that_gives_planted_postings_away()
    {
        var planted = bank.Postings.Where(posting => posting.CaseId is not null).ToList();

        double area = new PlainGuesser<SimulatedPosting>(
            posting => posting.Account, Stratum, posting => posting.CaseId is null || posting.Amount % 3 == 0 ? "payment" : "transfer").Area(planted, bank.Irregular);

        Assert.True(area > 0.75);
    }

    [Theory]
    [InlineData("number")]
    [InlineData("branch")]
    [InlineData("year opened")]
    [InlineData("opened by")]
    [InlineData("hour opened")]
    [InlineData("opening balance")]
    public void A_trait_of_the_account_without_meaning_hardly_tells_those_in_trouble(string trait)
    {
        Func<SimulatedAccount, string> field = trait switch
        {
            "number" => account => account.Id[^4..^2],
            "branch" => account => account.Branch,
            "year opened" => account => account.OpenedAt.Year.ToString(CultureInfo.InvariantCulture),
            "opened by" => account => account.WalkIn ? "walk-in" : "marketed",
            "hour opened" => account => account.OpenedAt.Hour.ToString(CultureInfo.InvariantCulture),
            _ => account => (account.OpeningBalance / 500_000).ToString(CultureInfo.InvariantCulture),
        };
        // Staff are the tellers' own pattern, and walk-ins the mules': by the nature of these two.
        var accounts = bank.Run.Accounts.Values
            .Where(account => account.Population != Population.Newcomer && account.OwnerStaff is null && account.RelatedStaff.Count == 0).ToList();
        var troubled = accounts.Where(account => bank.Mains.Contains(account.Id)).ToList();
        var others = accounts.Where(account => !bank.Involved.Contains(account.Id)).ToList();

        // Half a hundred accounts give a rough guess only.
        double area = new PlainGuesser<SimulatedAccount>(account => account.Id, account => account.Population.ToString(), field).Area(troubled, others);

        Assert.InRange(area, 0.25, 0.75);
    }

    [Fact]
    public void Nobody_is_served_at_a_closed_counter()
    {
        var atCounter = bank.Postings
            .Where(posting => posting.Channel == FeedChannel.Counter && posting.ReversalOf is null
                && posting.BookedAt >= bank.Options.Start && bank.Run.Accounts[posting.Account].OpenedAt.AddHours(1) < posting.BookedAt).ToList();

        Assert.Contains(atCounter, posting => posting.CaseId is not null);
        Assert.All(atCounter.Where(posting => posting.CaseId is not null), posting =>
        {
            Assert.InRange(posting.BookedAt.TimeOfDay, new TimeSpan(8, 30, 0), new TimeSpan(17, 1, 0));
            Assert.True(BankCalendar.IsWorkday(DateOnly.FromDateTime(posting.BookedAt.DateTime)));
        });
    }

    [Fact]
    public void Ordinary_lives_too_have_new_parties_round_sums_nights_and_other_branches()
    {
        var ordinary = bank.Run.ByAccount.Where(entry => !bank.Involved.Contains(entry.Key)).ToList();
        Assert.InRange(Share(posting => posting.Channel is FeedChannel.Transfer or FeedChannel.Online && posting.BookedAt.Hour < 6), 5, 70);
        Assert.InRange(Share(posting => posting.Amount >= 500_000 && posting.Amount % 100_000 == 0), 10, 90);
        Assert.InRange(
            Share(posting => posting.Channel == FeedChannel.Counter && posting.Branch != bank.Run.Accounts[posting.Account].Branch), 5, 80);

        int Share(Func<SimulatedPosting, bool> holds) =>
            ordinary.Count(entry => entry.Value.Any(holds)) * 100 / ordinary.Count;
    }

    /// <summary>Postings of one kind of account, direction, channel, order of size and with a party in or outside the bank are alike.</summary>
    private string Stratum(SimulatedPosting posting)
    {
        string size = posting.Amount switch { < 500_000 => "small", < 3_000_000 => "some", _ => "large" };
        string party = posting.Counterparty is { } id ? bank.Run.Accounts.ContainsKey(id) ? "inside" : "outside" : "none";
        return $"{bank.Run.Accounts[posting.Account].Kind} {posting.Direction} {posting.Channel} {size} {party}";
    }
}
