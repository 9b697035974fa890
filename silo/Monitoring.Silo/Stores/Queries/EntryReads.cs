using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Grains.Queries;
using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Stores.Queries;

/// <summary>Reads of an account's entries along its chain, on a session that sees one moment.</summary>
internal static class EntryReads
{
    /// <summary>Postings, newest first. A page that ends where older ones were archived tells that more follow, and the next fails.</summary>
    /// <exception cref="JournalArchivedException">All that the page would hold was archived.</exception>
    public static Page<StoredEntry> Postings(IReadSession session, string id, long? beforeSequence, int first)
    {
        var postings = new List<StoredEntry>();
        try
        {
            Gather(session, id, beforeSequence, first + 1, postings);
        }
        catch (JournalArchivedException) when (postings.Count > 0)
        {
            return new Page<StoredEntry>(postings[..Math.Min(first, postings.Count)], true);
        }

        return Paging.Cut(postings, first);
    }

    /// <summary>Entries by sequence; from the latest back, each found from the one before. <c>null</c> for those that were archived.</summary>
    public static StoredEntry?[] Entries(IReadSession session, string id, IReadOnlyList<long> sequences)
    {
        var entries = new StoredEntry?[sequences.Count];
        if (session.Head(GrainKind.Account, id) is not { } head) return entries;
        var at = session.LinksAt(head.Position);
        foreach (var index in Enumerable.Range(0, sequences.Count).OrderByDescending(i => sequences[i]))
        {
            var sequence = sequences[index];
            if (sequence < 1 || sequence > head.Sequence) continue;
            if (TryFind(session, ref at, sequence) is not { } entry) break;
            entries[index] = entry;
        }

        return entries;
    }

    /// <summary>
    /// The balance at an instant. Up to the last entry at which nothing later had been booked, the running balance tells it; of what came
    /// after, only late postings can have been booked before the instant.
    /// </summary>
    public static long? BalanceAt(IReadSession session, string id, long ticks)
    {
        if (session.Head(GrainKind.Account, id) is not { } head) return null;
        var last = session.LinksAt(head.Position);
        long balance, basePosition;
        if (ChainWalk.LastUpTo(session, last, ticks) is { } known)
        {
            (balance, basePosition) = (known.BalanceAfter, known.Position);
        }
        else
        {
            var opening = ChainWalk.Find(session, last, 1);
            (balance, basePosition) = (opening.BalanceAfter - opening.Amount, 0);
        }

        // Positions rise along a grain's chain; what lies before need not be there any more.
        for (var position = head.Late; position > basePosition;)
        {
            var late = session.LinksAt(position);
            if (late.HighWater - late.Behind <= ticks) balance += late.Amount;
            position = late.Late;
        }

        return balance;
    }

    private static void Gather(IReadSession session, string id, long? beforeSequence, int limit, List<StoredEntry> postings)
    {
        if (session.Head(GrainKind.Account, id) is not { } head) return;
        var last = Math.Min(head.Sequence, (beforeSequence ?? long.MaxValue) - 1);
        if (last < 1) return;
        var position = ChainWalk.Find(session, session.LinksAt(head.Position), last).Position;
        while (position != 0 && postings.Count < limit)
        {
            var entry = session.EntryAt(position);
            if (entry.Entry.Kind == EntryKind.Posted) postings.Add(entry);
            position = entry.Previous;
        }
    }

    private static StoredEntry? TryFind(IReadSession session, ref EntryLinks at, long sequence)
    {
        try
        {
            at = ChainWalk.Find(session, at, sequence);
            return session.EntryAt(at.Position);
        }
        catch (JournalArchivedException)
        {
            return null;
        }
    }
}
