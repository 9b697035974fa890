using Monitoring.Contracts.Alert;
using Monitoring.Silo.Stores;
using Monitoring.Silo.Stores.Sqlite;
using Monitoring.Silo.Stores.Verify;

namespace Monitoring.Silo.Tests.Stores;

/// <summary>Each contradiction that a store can have is found.</summary>
public sealed class SqliteVerifierTests : IDisposable
{
    private readonly SqliteTestStore _database = new();

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData("select 1", null)]
    [InlineData("update journal set sequence = sequence + 1 where position = 9", StoreFindingKind.Sequence)]
    [InlineData("delete from journal where position = 7", StoreFindingKind.Sequence)]
    [InlineData("update journal set previous = previous - 1 where position = 9", StoreFindingKind.Link)]
    [InlineData("update journal set jump = 3 where position = 9", StoreFindingKind.Link)]
    [InlineData("update journal set jump = 900 where position = 9", StoreFindingKind.Link)]
    [InlineData("update journal set late = 1 where position = 9", StoreFindingKind.Link)]
    [InlineData("update journal set amount = amount + 1 where position = 9", StoreFindingKind.Balance)]
    [InlineData("update journal set high_water = 1 where position = 9", StoreFindingKind.HighWater)]
    [InlineData("update grain_head set balance = balance + 1 where key = 2", StoreFindingKind.Head)]
    [InlineData("update grain_head set posting_count = 1 where key = 2", StoreFindingKind.Head)]
    [InlineData("delete from grain_head where key = 2", StoreFindingKind.Head)]
    [InlineData("update branch_total set balance_lo = balance_lo + 1", StoreFindingKind.BranchTotal)]
    [InlineData("update branch_total set accounts = accounts + 1", StoreFindingKind.BranchTotal)]
    [InlineData("delete from branch_total", StoreFindingKind.BranchTotal)]
    [InlineData("delete from posting_id where sequence = 3", StoreFindingKind.PostingId)]
    [InlineData("update posting_id set grain = 3 where sequence = 3 and grain = 2", StoreFindingKind.PostingId)]
    [InlineData("update alert set cursor = 1", StoreFindingKind.Alert)]
    [InlineData("delete from alert", StoreFindingKind.Alert)]
    [InlineData("delete from alert_event where cursor = 2", StoreFindingKind.Alert)]
    public async Task A_contradiction_is_found(string damage, StoreFindingKind? kind)
    {
        await FillAsync();
        using (var session = SqliteSession.OpenWriter(Path.Combine(_database.Folder, SqliteDialect.FileName), new StoreOptions()))
        {
            session.Execute(damage);
        }

        using var store = _database.Open();
        var report = await new StoreVerifier(store.Pool).VerifyAsync(TestContext.Current.CancellationToken);
        if (kind is { } expected) Assert.Contains(report.Findings, finding => finding.Kind == expected);
        else Assert.Empty(report.Findings);
        Assert.Equal(kind is null, report.IsSound);
    }

    private async Task FillAsync()
    {
        using var store = _database.Open();
        var grains = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => new TestGrain("A" + i).OpenAsync(store.Writer, 100)));
        for (var i = 0; i < 12; i++)
        {
            var grain = grains[i % 3];
            await grain.PostAsync(store.Writer, TestGrain.PostingId(i), i + 1, TimeSpan.FromMinutes(i % 4 == 3 ? 0 : i));
        }

        var raised = AlertSamples.Raised("A1", AlertRule.Model);
        await grains[1].ChangeAsync(store.Writer, (raised, AlertChangeKind.Raised));
        var seen = raised with { State = AlertState.Acknowledged, Version = 2 };
        await grains[1].ChangeAsync(store.Writer, (seen, AlertChangeKind.Acknowledged));
    }
}
