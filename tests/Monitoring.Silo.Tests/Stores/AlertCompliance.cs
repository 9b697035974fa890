using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Queries;
using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Tests.Stores;

/// <summary>What every database promises about alerts: lists, counts, history, the feed.</summary>
public abstract class AlertCompliance : IDisposable
{
    private static readonly AlertFilter All = new();
    private readonly ITestStore _database;
    private Store _store;

    protected AlertCompliance(ITestStore database)
    {
        _database = database;
        _store = database.Open();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _store.Dispose();
        _database.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_alert_is_read_back_as_it_last_was_with_its_history_in_order()
    {
        var grain = await new TestGrain("A").OpenAsync(_store.Writer);
        var raised = AlertSamples.Raised("A", AlertRule.RapidRoundTrip);
        var assigned = raised with { State = AlertState.Investigating, Assignee = "T07", Version = 2 };
        var closed = assigned with { State = AlertState.Closed, Outcome = AlertOutcome.Explained, Version = 3 };
        await grain.ChangeAsync(_store.Writer, (raised, AlertChangeKind.Raised), (assigned, AlertChangeKind.Assigned));
        await grain.ChangeAsync(_store.Writer, (closed, AlertChangeKind.Closed));
        Reopen();
        var row = (await _store.Alerts.GetAlertsAsync([raised.Id, AlertId.OfPosting("X", AlertRule.Model, "P")], Cancellation));
        Assert.Null(row[1]);
        Assert.Equivalent(closed, row[0]!.Record, strict: true);
        Assert.Equal((GrainKind.Account, 3L, 1L), (row[0]!.Grain, row[0]!.Cursor, row[0]!.RaisedCursor));
        var history = (await _store.Alerts.GetHistoryAsync([raised.Id], Cancellation))[0];
        Assert.Equal([AlertChangeKind.Raised, AlertChangeKind.Assigned, AlertChangeKind.Closed], history.Select(change => change.Kind));
        Assert.Equal([1L, 2L, 3L], history.Select(change => change.Cursor));
        Assert.Equal(("T01", "note", raised.RaisedAt.AddSeconds(2)), (history[1].Actor, history[1].Note, history[1].At));
        Assert.Equal(AlertState.Investigating, history[1].Alert.State);
    }

    [Theory]
    [InlineData(AlertOrder.RaisedAtAscending)]
    [InlineData(AlertOrder.RaisedAtDescending)]
    [InlineData(AlertOrder.SeverityDescending)]
    [InlineData(AlertOrder.DueAtAscending)]
    public async Task Pages_show_each_alert_once_while_others_are_raised_and_changed(AlertOrder order)
    {
        var grain = await new TestGrain("A").OpenAsync(_store.Writer);
        var alerts = Enumerable.Range(0, 40).Select(i => AlertSamples.Raised("A", AlertRule.Model, i / 2 * 2, (Severity)(1 + i % 4)) with
        {
            Id = AlertId.OfPosting("A", AlertRule.Model, "N" + i),
        }).ToArray();
        foreach (var alert in alerts) await grain.ChangeAsync(_store.Writer, (alert, AlertChangeKind.Raised));
        var seen = new List<AlertRow>();
        AlertPageKey? after = null;
        for (var page = 0; ; page++)
        {
            var rows = await _store.Alerts.ListAlertsAsync(All, order, after, 7, Cancellation);
            seen.AddRange(rows.Items);
            if (!rows.HasMore) break;
            after = AlertPageKey.Of(rows.Items[^1], order);
            // Changes what was seen already; raises one that would come first.
            await grain.ChangeAsync(_store.Writer, (rows.Items[0].Record with { Level = page }, AlertChangeKind.Escalated));
            var first = order is AlertOrder.RaisedAtDescending or AlertOrder.SeverityDescending ? 1_000 : -1_000;
            var dueFirst = AlertSamples.Raised("A", AlertRule.Overdrawn, first + page, Severity.Critical) with
            {
                DueAt = TestGrain.Start.AddYears(-1),
            };
            await grain.ChangeAsync(_store.Writer, (dueFirst, AlertChangeKind.Raised));
        }

        Assert.Equal(alerts.Select(alert => alert.Id).ToHashSet(), seen.Select(row => row.Record.Id).ToHashSet());
        Assert.Equal(alerts.Length, seen.Count);
        Assert.Equal(Sorted(seen, order).Select(row => row.RaisedCursor), seen.Select(row => row.RaisedCursor));
    }

    [Fact]
    public async Task Filters_restrict_lists_and_counts_alike()
    {
        var random = new Random(7);
        var all = new List<AlertRecord>();
        foreach (var branch in new[] { "B1", "B2", "B3" })
        {
            var grain = await new TestGrain("A" + branch, branch: branch).OpenAsync(_store.Writer);
            for (var i = 0; i < 30; i++)
            {
                var (rule, severity) = ((AlertRule)random.Next(1, 5), (Severity)random.Next(1, 5));
                var alert = AlertSamples.Raised(grain.Id, rule, i, severity, branch, i % 5 == 0) with
                {
                    State = (AlertState)random.Next(1, 6),
                };
                all.Add(alert);
                await grain.ChangeAsync(_store.Writer, (alert, AlertChangeKind.Raised));
            }
        }

        (AlertFilter Filter, Func<AlertRecord, bool> Holds)[] cases =
        [
            (All, _ => true),
            (All with { States = [AlertState.Open, AlertState.Closed] }, alert => alert.State is AlertState.Open or AlertState.Closed),
            (All with { Rules = [AlertRule.RapidRoundTrip] }, alert => alert.Rule == AlertRule.RapidRoundTrip),
            (All with { MinSeverity = Severity.High }, alert => alert.Severity >= Severity.High),
            (All with { MinSeverity = Severity.Medium, Severities = [Severity.Low, Severity.High] },
                alert => alert.Severity == Severity.High),
            (All with { Branches = ["B1", "B3", "none"] }, alert => alert.Branch != "B2"),
            (All with { Branches = [] }, _ => false),
            (All with { Account = "AB2", ListOnly = false }, alert => alert.Account == "AB2" && !alert.ListOnly),
            (All with { RaisedAfter = TestGrain.Start.AddMinutes(5), RaisedBefore = TestGrain.Start.AddMinutes(9) },
                alert => alert.RaisedAt > TestGrain.Start.AddMinutes(5) && alert.RaisedAt < TestGrain.Start.AddMinutes(9)),
        ];
        foreach (var (filter, holds) in cases)
        {
            var page = await _store.Alerts.ListAlertsAsync(filter, AlertOrder.RaisedAtAscending, null, 500, Cancellation);
            Assert.Equal(all.Where(holds).Select(alert => alert.Id).ToHashSet(), page.Items.Select(row => row.Record.Id).ToHashSet());
            var counts = await _store.Alerts.CountAlertsAsync(filter, Cancellation);
            Assert.Equal(
                Enum.GetValues<Severity>().Select(
                    severity => (severity, (long)all.Count(alert => holds(alert) && alert.Severity == severity))),
                counts.Select(count => (count.Severity, count.Count)));
        }

        var open = await _store.Alerts.CountOpenAlertsAsync(["B2"], Cancellation);
        Assert.Equal(all.Count(alert => alert.Branch == "B2" && alert.IsOpen), open.Sum(count => count.Count));
        Assert.All(open, count => Assert.Equal("B2", count.Branch));
        var byAccount = await _store.Alerts.GetOpenAlertsAsync(["AB3", "none", "AB1"], Cancellation);
        Assert.Equal(
            [all.Count(alert => alert.Account == "AB3" && alert.IsOpen), 0, all.Count(alert => alert.Account == "AB1" && alert.IsOpen)],
            byAccount.Select(rows => rows.Count));
    }

    [Fact]
    public async Task Alerts_past_their_limit_are_listed_longest_overdue_first_until_closed_or_at_the_highest_level()
    {
        var grain = await new TestGrain("A").OpenAsync(_store.Writer);
        var alerts = Enumerable.Range(0, 5).Select(i => AlertSamples.Raised("A", AlertRule.Model, i)).ToArray();
        foreach (var alert in alerts) await grain.ChangeAsync(_store.Writer, (alert, AlertChangeKind.Raised));
        await grain.ChangeAsync(
            _store.Writer,
            (alerts[3] with { State = AlertState.Closed }, AlertChangeKind.Closed),
            (alerts[4] with { Level = 3 }, AlertChangeKind.Escalated));
        var due = await _store.Alerts.ListDueAsync(alerts[1].DueAt, 3, 10, Cancellation);
        Assert.Equal([alerts[2].Id, alerts[1].Id], due.Select(alert => alert.Id));
        Assert.Equal(("A", GrainKind.Account, 0, alerts[2].DueAt), (due[0].Account, due[0].Grain, due[0].Level, due[0].DueAt));
        Assert.Single(await _store.Alerts.ListDueAsync(alerts[1].DueAt, 3, 1, Cancellation));
    }

    [Fact]
    public async Task A_watcher_gets_what_it_missed_and_what_comes_each_once_in_commit_order()
    {
        var grains = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => new TestGrain("A" + i).OpenAsync(_store.Writer)));
        await Task.WhenAll(grains.Select(grain => RaiseAsync(grain, 0, 20)));
        Reopen();
        Assert.Equal(160, _store.Feed.LatestCursor);
        var watchers = new long[] { 0, 100, 160 }.Select(after => CollectAsync(after, 320)).ToArray();
        await Task.WhenAll(grains.Select(grain => RaiseAsync(grain, 20, 40)));
        var seen = await Task.WhenAll(watchers);
        Assert.Equal([320, 220, 160], seen.Select(rows => rows.Count));
        Assert.All(seen, rows => Assert.All(rows.Skip(1).Zip(rows), pair => Assert.Equal(pair.Second.Cursor + 1, pair.First.Cursor)));
        Assert.Equal(320, seen[0].Select(row => row.Alert.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_watcher_that_gives_up_ends_its_watch()
    {
        using var source = new CancellationTokenSource();
        var watch = Task.Run(async () =>
        {
            var count = 0;
            await foreach (var _ in _store.Feed.WatchAsync(0, source.Token)) count++;
            return count;
        });
        var grain = await new TestGrain("A").OpenAsync(_store.Writer);
        await RaiseAsync(grain, 0, 1);
        await source.CancelAsync();
        Assert.InRange(await watch, 0, 1);
    }

    private static IEnumerable<AlertRow> Sorted(IEnumerable<AlertRow> rows, AlertOrder order) => order switch
    {
        AlertOrder.RaisedAtAscending => rows.OrderBy(row => row.Record.RaisedAt).ThenBy(row => row.RaisedCursor),
        AlertOrder.RaisedAtDescending => rows.OrderByDescending(row => row.Record.RaisedAt).ThenByDescending(row => row.RaisedCursor),
        AlertOrder.SeverityDescending => rows.OrderByDescending(row => row.Record.Severity).ThenByDescending(row => row.Record.RaisedAt)
            .ThenByDescending(row => row.RaisedCursor),
        _ => rows.OrderBy(row => row.Record.DueAt).ThenBy(row => row.RaisedCursor),
    };

    private async Task RaiseAsync(TestGrain grain, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            await grain.ChangeAsync(_store.Writer, (AlertSamples.Raised(grain.Id, AlertRule.Model, i), AlertChangeKind.Raised));
        }
    }

    private async Task<List<AlertEventRow>> CollectAsync(long after, long until)
    {
        var rows = new List<AlertEventRow>();
        await foreach (var row in _store.Feed.WatchAsync(after, Cancellation))
        {
            rows.Add(row);
            if (row.Cursor == until) break;
        }

        return rows;
    }

    private void Reopen()
    {
        _store.Dispose();
        // A short tail, so that watchers read the table as well.
        _store = _database.Open(null, options => options.AlertTailLength = 16);
    }
}
