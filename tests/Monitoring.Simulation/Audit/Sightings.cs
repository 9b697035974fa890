using System.Globalization;
using Monitoring.Contracts.Alert;
using Monitoring.Grains.Journal;
using Monitoring.Grains.Queries;
using Monitoring.Simulation.Engine;

namespace Monitoring.Simulation.Audit;

/// <summary>
/// Everything that anybody was told: figures, alerts, changes of alerts. Each is looked for in the store at once, as it must be durable by
/// then, and again at the end, after all crashes.
/// </summary>
internal sealed class Sightings
{
    private readonly HashSet<(string Account, long Sequence, long Balance)> _figures = [];
    private readonly Dictionary<(AlertId Alert, int Version), string> _alerts = [];
    private readonly List<List<AlertEventRow>> _watchers = [];

    /// <summary>Figures seen.</summary>
    public IReadOnlyCollection<(string Account, long Sequence, long Balance)> Figures => _figures;

    /// <summary>What each watcher saw.</summary>
    public IReadOnlyList<IReadOnlyList<AlertEventRow>> Watchers => _watchers;

    /// <summary>The latest state of open alerts that was seen, by account.</summary>
    public SortedDictionary<string, AlertRecord> Open { get; } = new(StringComparer.Ordinal);

    /// <summary>A new watcher.</summary>
    public int AddWatcher()
    {
        _watchers.Add([]);
        return _watchers.Count - 1;
    }

    /// <summary>Cursor that a watcher saw last.</summary>
    public long CursorOf(int watcher) => _watchers[watcher] is [.., var last] ? last.Cursor : 0;

    /// <summary>Somebody was told an account's balance as of a posting.</summary>
    public async ValueTask FigureAsync(string account, long sequence, long balance, IBankReader reader, string told)
    {
        if (sequence == 0 || !_figures.Add((account, sequence, balance))) return;
        StoredEntry? entry;
        try
        {
            entry = (await reader.GetEntriesAsync(account, [sequence], CancellationToken.None))[0];
        }
        catch (JournalUnavailableException)
        {
            // Looked for at the end.
            return;
        }

        Check(account, sequence, balance, entry, told);
    }

    /// <summary>Whether a figure is the one in the journal.</summary>
    public static void Check(string account, long sequence, long balance, StoredEntry? entry, string told)
    {
        if (entry is { Entry.Kind: EntryKind.Posted } && entry.Entry.BalanceAfter == balance) return;
        var found = entry is null ? "nothing" : string.Create(CultureInfo.InvariantCulture, $"{entry.Entry.Kind} {entry.Entry.BalanceAfter}");
        throw new ViolationException(
            "nothing is visible that is not durable",
            string.Create(CultureInfo.InvariantCulture, $"{told}: {account} has {balance} at {sequence}, the journal has {found}"));
    }

    /// <summary>Somebody was told how an alert stands.</summary>
    public void Alert(AlertRecord alert)
    {
        var text = AlertText.Of(alert);
        if (_alerts.TryGetValue((alert.Id, alert.Version), out var known))
        {
            Require(known == text, "a version of an alert stands", $"{text}, before {known}");
            return;
        }

        _alerts.Add((alert.Id, alert.Version), text);
        if (!Open.TryGetValue(alert.Account, out var open) || open.Id != alert.Id || open.Version < alert.Version) Open[alert.Account] = alert;
    }

    /// <summary>A watcher got a change.</summary>
    public async ValueTask ChangeAsync(int watcher, AlertEventRow row, IAlertReader reader)
    {
        Require(row.Cursor > CursorOf(watcher), "cursors grow", $"watcher {watcher} got {row.Cursor} after {CursorOf(watcher)}");
        _watchers[watcher].Add(row);
        Alert(row.Alert);
        try
        {
            var stored = await reader.ListEventsAsync(row.Cursor - 1, 1, CancellationToken.None);
            Require(
                stored is [var found] && AlertText.Of(found) == AlertText.Of(row), "nothing is visible that is not durable",
                $"a watcher got change {AlertText.Of(row)}, the store has {(stored is [var other] ? AlertText.Of(other) : "nothing")}");
        }
        catch (JournalUnavailableException)
        {
            // Looked for at the end.
        }
    }

    /// <summary>Whether all that was seen of alerts is in their history.</summary>
    public void CheckAlerts(IReadOnlyList<AlertEventRow> history)
    {
        var stored = history.ToDictionary(static row => (row.Alert.Id, row.Alert.Version), static row => AlertText.Of(row.Alert));
        foreach (var (key, text) in _alerts)
        {
            Require(
                stored.GetValueOrDefault(key) == text, "nothing is visible that is not durable",
                $"{text} was seen, the store has {stored.GetValueOrDefault(key) ?? "nothing"}");
        }

        for (var watcher = 0; watcher < _watchers.Count; watcher++)
        {
            var seen = _watchers[watcher];
            for (var i = 0; i < Math.Max(seen.Count, history.Count); i++)
            {
                var (told, kept) = (i < seen.Count ? AlertText.Of(seen[i]) : "nothing", i < history.Count ? AlertText.Of(history[i]) : "nothing");
                Require(told == kept, "watchers get every change once and in order", $"watcher {watcher}, change {i}: {told}, not {kept}");
            }
        }
    }

    private static void Require(bool holds, string invariant, string details)
    {
        if (!holds) throw new ViolationException(invariant, details);
    }
}
