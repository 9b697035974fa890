using Monitoring.Domain.Ledger;

namespace Monitoring.Models.Replay;

/// <summary>One account in a replay: its state, and what the store would remember beside it.</summary>
/// <param name="id">Its id.</param>
public sealed class ReplayAccount(string id)
{
    private Dictionary<long, long>? _droppedParties;

    /// <summary>Its id.</summary>
    public string Id { get; } = id;

    /// <summary>The very state that a grain holds.</summary>
    public LedgerState State { get; } = new();

    /// <summary>Whatever an observer keeps of the account.</summary>
    public object? Tag { get; set; }

    /// <summary>When a party was last seen that the account's own memory dropped, UTC ticks; 0 when never.</summary>
    internal long PartyLastSeen(long party) => _droppedParties is null ? 0 : _droppedParties.GetValueOrDefault(party);

    /// <summary>Takes over the parties that memory dropped, as the store does.</summary>
    internal void KeepDroppedParties()
    {
        foreach (var dropped in State.TakeDroppedParties())
        {
            (_droppedParties ??= [])[dropped.Party] = dropped.LastSeen;
        }
    }
}
