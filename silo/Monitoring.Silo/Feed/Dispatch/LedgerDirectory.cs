using System.Collections.Concurrent;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Grain;
using Monitoring.Grains.Journal;
using Orleans;

namespace Monitoring.Silo.Feed.Dispatch;

/// <summary>
/// Knows which ids are settlement accounts; every other id is taken for an account. Learns from declarations that pass through here and,
/// when a grain says that an id is of the other kind, from the journal. Thread-safe.
/// </summary>
/// <param name="grains">Gives references.</param>
/// <param name="journal">Knows what an id is.</param>
/// <param name="guard">Guards calls to grains of other processes; <c>null</c> where all grains are in this one.</param>
public sealed class LedgerDirectory(IGrainFactory grains, IJournalReader journal, ICallGuard? guard = null)
{
    private readonly ConcurrentDictionary<string, byte> _settlements = new(StringComparer.Ordinal);

    /// <summary>Guards calls to grains of other processes; <c>null</c> where all grains are in this one.</summary>
    public ICallGuard? Guard => guard;

    /// <summary>The grain that keeps an id's books.</summary>
    public ILedgerGrain GrainOf(string id) =>
        IsSettlementAccount(id) ? grains.GetGrain<ISettlementAccountGrain>(id) : grains.GetGrain<IAccountGrain>(id);

    /// <summary>Whether an id is known as a settlement account's.</summary>
    public bool IsSettlementAccount(string id) => !_settlements.IsEmpty && _settlements.ContainsKey(id);

    /// <summary>An id was declared as a settlement account.</summary>
    public void Learn(string id) => _settlements.TryAdd(id, 0);

    /// <summary>Asks the journal what an id is, and remembers it.</summary>
    public async ValueTask RefreshAsync(string id)
    {
        var load = await journal.LoadAsync(GrainKind.Account, id, long.MaxValue).ConfigureAwait(false);
        if (load.Kind == GrainKind.SettlementAccount) Learn(id);
        else _settlements.TryRemove(id, out _);
    }
}
