using System.Diagnostics.CodeAnalysis;
using Monitoring.Contracts.Feed;
using Monitoring.Domain.Ledger;

namespace Monitoring.Models.Replay;

/// <summary>The postings of one lane that a later one may reverse. Not thread-safe.</summary>
internal sealed class ReversalMemory(IReversalHorizon horizon)
{
    private readonly Dictionary<string, ReversalTarget> _targets = new(StringComparer.Ordinal);
    private readonly Queue<(long UntilTicks, string PostingId)> _expiry = new();

    public void Remember(Posting posting, long sequence)
    {
        if (!horizon.MayBeReversed(posting)) return;
        _targets[posting.PostingId] = new ReversalTarget(sequence, posting, Reversed: false);
        if (horizon.Keep is not { } keep) return;
        var now = posting.BookedAt.UtcTicks;
        _expiry.Enqueue((now + keep.Ticks, posting.PostingId));
        while (_expiry.TryPeek(out var oldest) && oldest.UntilTicks < now)
        {
            _targets.Remove(_expiry.Dequeue().PostingId);
        }
    }

    public bool TryFind(string postingId, [MaybeNullWhen(false)] out ReversalTarget target) => _targets.TryGetValue(postingId, out target);

    public void MarkReversed(string postingId)
    {
        if (_targets.TryGetValue(postingId, out var target)) _targets[postingId] = target with { Reversed = true };
    }
}
