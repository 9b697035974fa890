using Monitoring.Contracts.Feed;
using Monitoring.Grains.Journal;

namespace Monitoring.Grains.Grain;

/// <summary>
/// Items of a settlement account: a posting with a trace number opens one, unless it has the opposite amount of an open item with the same
/// trace; then it clears that item, the oldest first.
/// </summary>
internal sealed class SettlementItems
{
    private readonly Dictionary<TraceQuery, List<SettlementItemEntry>> _open = [];
    private readonly HashSet<long> _known = [];

    /// <summary>What became of items in this batch.</summary>
    public List<SettlementItemEntry> Changes { get; } = [];

    /// <summary>An open item as the store has it.</summary>
    public void Know(TraceQuery query, OpenItem item)
    {
        if (_known.Add(item.Sequence)) OpenOf(query).Add(new SettlementItemEntry(item.Sequence, query.Trace, item.Amount, 0, 0, 0));
    }

    /// <summary>An accepted posting with a trace.</summary>
    public void Take(Posting posting, long sequence)
    {
        var trace = posting.Trace!;
        var open = OpenOf(new TraceQuery(trace, -posting.SignedAmount));
        if (open.Count > 0)
        {
            Changes.Add(open[0] with { ClearedBySequence = sequence });
            open.RemoveAt(0);
            return;
        }

        var item = new SettlementItemEntry(
            sequence, trace, posting.SignedAmount, posting.BookedAt.UtcTicks, (short)posting.BookedAt.TotalOffsetMinutes, 0);
        Changes.Add(item);
        OpenOf(new TraceQuery(trace, posting.SignedAmount)).Add(item);
    }

    private List<SettlementItemEntry> OpenOf(TraceQuery query)
    {
        // Leading zeros of a trace do not count.
        var key = query with { Trace = query.Trace.TrimStart('0') };
        if (!_open.TryGetValue(key, out var list)) _open[key] = list = [];
        return list;
    }
}
