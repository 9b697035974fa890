using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Grain;
using Monitoring.Grains.Journal;

namespace Monitoring.Silo.Tests.Stores;

/// <summary>Alerts for tests of the store.</summary>
internal static class AlertSamples
{
    /// <summary>An alert as raised.</summary>
    public static AlertRecord Raised(
        string account, AlertRule rule, int number = 0, Severity severity = Severity.High, string branch = "B1",
        bool listOnly = false) => new()
        {
            Id = AlertId.OfPosting(account, rule, "P" + number),
            Account = account,
            Rule = rule,
            Severity = severity,
            State = AlertState.Open,
            Branch = branch,
            RaisedAt = TestGrain.Start.AddMinutes(number),
            EventAt = TestGrain.Start,
            DueAt = TestGrain.Start.AddHours(4).AddMinutes(-number),
            Reasons = [new AlertReason("M1_TOTALS", new Dictionary<string, string> { ["credits"] = "100" })],
            Evidence = [new EvidenceItem(2, 100), new EvidenceItem(3, -100, true)],
            EvidenceCount = 2,
            ListOnly = listOnly,
            Version = 1,
        };

    /// <summary>A commit that raises or changes alerts.</summary>
    public static GrainCommit Commit(TestGrain grain, params (AlertRecord Alert, AlertChangeKind Kind)[] changes)
    {
        var entry = new JournalEntry(EntryKind.AlertChanged, grain.HighWater, 0, 0, grain.Balance, new byte[1]);
        var plain = grain.Commit([.. changes.Select(_ => entry)]);
        return new GrainCommit
        {
            Kind = plain.Kind,
            Id = plain.Id,
            Head = plain.Head,
            Entries = plain.Entries,
            Columns = plain.Columns with { OpenAlerts = changes.Count(change => change.Alert.IsOpen) },
            Alerts =
            [
                .. changes.Select((change, i) => new AlertEntry(
                    new AlertChanged(change.Alert, change.Kind, change.Alert.RaisedAt.AddSeconds(change.Alert.Version), "T01", "note"), i)),
            ],
        };
    }

    /// <summary>Commits changes of a grain's alerts and expects that to work.</summary>
    public static async Task ChangeAsync(
        this TestGrain grain, IJournal journal, params (AlertRecord Alert, AlertChangeKind Kind)[] changes) =>
        Assert.Equal(CommitStatus.Committed, (await grain.ApplyAsync(journal, Commit(grain, changes))).Status);
}
