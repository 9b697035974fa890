namespace Monitoring.Models.Simulation;

/// <summary>Keeps which ordinary accounts had which events; a line for each, no postings.</summary>
internal sealed class LifeEventLog
{
    private readonly Dictionary<(string Account, LifeEventKind Kind), LifeEvent> _events = [];

    /// <summary>In the order in which they began.</summary>
    public IReadOnlyCollection<LifeEvent> All => _events.Values;

    public void Posted(LifeEventKind kind, SimulatedPosting posting)
    {
        if (kind == LifeEventKind.None)
        {
            return;
        }

        var key = (posting.Account, kind);
        _events[key] = _events.TryGetValue(key, out var known)
            ? known with { To = posting.BookedAt, Postings = known.Postings + 1 }
            : new LifeEvent(posting.Account, kind, posting.BookedAt, posting.BookedAt, 1);
    }
}
