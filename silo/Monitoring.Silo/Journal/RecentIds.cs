using Monitoring.Contracts.Feed;

namespace Monitoring.Silo.Journal;

/// <summary>
/// Tells which posting ids need not be looked up before the journal is asked to write them. A feed sends new ids; the few it sends again are
/// mostly recent ones, after an answer that was lost. So the recent ones are remembered, and when an id that was passed as new turns out to
/// be known after all (an old file sent again), all are looked up for a while. What is told here is never relied upon: the table of ids has
/// the last word. Thread-safe: the writer adds, anyone asks.
/// </summary>
internal sealed class RecentIds
{
    /// <summary>Ids remembered, a power of two: several seconds of a full load, 2 MiB.</summary>
    private const int Places = 1 << 18;

    private readonly long[] _places = new long[Places];
    private readonly int _afterConflict;
    private int _lookUps;

    /// <param name="afterConflict">Postings looked up after one was known unexpectedly, and after the start: senders repeat then.</param>
    public RecentIds(int afterConflict) => _lookUps = _afterConflict = afterConflict;

    /// <summary>Remembers an id that was written.</summary>
    public void Add(PostingKey key)
    {
        var mark = MarkOf(key);
        Volatile.Write(ref _places[mark & (Places - 1)], mark);
    }

    /// <summary>An id was known, or a commit failed for another reason that may be this one.</summary>
    public void Conflicted() => Volatile.Write(ref _lookUps, _afterConflict);

    /// <summary>Whether none of these ids is likely to be known.</summary>
    public bool AreLikelyNew(ReadOnlySpan<PostingKey> keys)
    {
        var left = Volatile.Read(ref _lookUps);
        if (left > 0)
        {
            // Callers on several threads may count some of theirs as one: it is a rough figure.
            Volatile.Write(ref _lookUps, Math.Max(0, left - keys.Length));
            return false;
        }

        foreach (var key in keys)
        {
            var mark = MarkOf(key);
            if (Volatile.Read(ref _places[mark & (Places - 1)]) == mark) return false;
        }

        return true;
    }

    /// <summary>The lower half of a key is all hash; 0 stands for an empty place.</summary>
    private static long MarkOf(PostingKey key)
    {
        var mark = unchecked((long)(ulong)key.Value);
        return mark == 0 ? 1 : mark;
    }
}
