using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Queries;
using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Tests.Stores;

public sealed class AlertTailTests
{
    [Fact]
    public void Changes_that_were_never_told_are_left_to_the_table()
    {
        var tail = new AlertTail(8, 0);
        tail.Add([Row(1), Row(2)]);
        tail.Add([Row(5), Row(6)]);
        Assert.Null(tail.After(2));
        Assert.Null(tail.After(3));
        Assert.Equal([5, 6], tail.After(4)!.Select(row => row.Cursor));
        tail.Add([Row(7)]);
        Assert.Null(tail.After(1));
        Assert.Equal([6, 7], tail.After(5)!.Select(row => row.Cursor));
    }

    private static AlertEventRow Row(long cursor) => new(
        cursor, AlertSamples.Raised("A", AlertRule.RapidRoundTrip), GrainKind.Account, AlertChangeKind.Raised, TestGrain.Start, "T01", "");
}
