using Monitoring.Contracts.Alert;

namespace Monitoring.Contracts.Tests.Alert;

public sealed class AlertIdTests
{
    [Fact]
    public void Ids_are_those_given_for_ever()
    {
        Assert.Equal("42ea3fa4c8df932af741aa63c8f6abf3", AlertId.OfPosting("6217000000000001", AlertRule.RapidRoundTrip, "P-000001").ToString());
        Assert.Equal("29f6d774c5b8043f49780c594d7022d4", AlertId.OfDate("6217000000000001", AlertRule.FlatBalance, new DateOnly(2026, 3, 31)).ToString());
    }

    [Fact]
    public void Account_rule_and_opener_each_make_another_id()
    {
        AlertId[] ids =
        [
            AlertId.OfPosting("A", AlertRule.RapidRoundTrip, "P1"),
            AlertId.OfPosting("B", AlertRule.RapidRoundTrip, "P1"),
            AlertId.OfPosting("A", AlertRule.BalanceBreak, "P1"),
            AlertId.OfPosting("A", AlertRule.RapidRoundTrip, "P2"),
            AlertId.OfPosting("A|1|P", AlertRule.RapidRoundTrip, "1"),
            AlertId.OfDate("A", AlertRule.RapidRoundTrip, new DateOnly(2026, 3, 1)),
            AlertId.OfPosting("A", AlertRule.RapidRoundTrip, "2026-03-01"),
            AlertId.OfDate("A", AlertRule.RapidRoundTrip, new DateOnly(2026, 3, 2)),
        ];

        Assert.Distinct(ids);
    }

    [Fact]
    public void Text_and_bytes_lead_back_to_the_id()
    {
        var id = AlertId.OfPosting("A", AlertRule.RapidRoundTrip, "P1");
        Span<byte> bytes = stackalloc byte[AlertId.Length];
        id.Write(bytes);

        Assert.Equal(id, AlertId.Read(bytes));
        Assert.True(AlertId.TryParse(id.ToString(), out var parsed));
        Assert.Equal(id, parsed);
        Assert.Equal(32, new AlertId(1).ToString().Length);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1f")]
    [InlineData("0000000000000000000000000000000g")]
    [InlineData(" 000000000000000000000000000000f")]
    [InlineData("000000000000000000000000000000000")]
    public void Other_texts_are_no_ids(string? text)
    {
        Assert.False(AlertId.TryParse(text, out var id));
        Assert.Equal(default, id);
    }
}
