using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Stores.Queries;

/// <summary>Reads of an account's entries along its chain, on a session that sees one moment.</summary>
internal static class EntryReads
{
    /// <summary>Postings, newest first.</summary>
    public static List<StoredEntry> Postings(IReadSession session, string id, long? beforeSequence, int limit)
    {
        var postings = new List<StoredEntry>();
        if (session.Head(GrainKind.Account, id) is not { } head) return postings;
        var last = Math.Min(head.Sequence, (beforeSequence ?? long.MaxValue) - 1);
        if (last < 1) return postings;
        var position = ChainWalk.Find(session, session.LinksAt(head.Position), last).Position;
        while (position != 0 && postings.Count < limit)
        {
            var entry = session.EntryAt(position);
            if (entry.Entry.Kind == EntryKind.Posted) postings.Add(entry);
            position = entry.Previous;
        }

        return postings;
    }

    /// <summary>Entries by sequence; from the latest back, each found from the one before.</summary>
    public static StoredEntry?[] Entries(IReadSession session, string id, IReadOnlyList<long> sequences)
    {
        var entries = new StoredEntry?[sequences.Count];
        if (session.Head(GrainKind.Account, id) is not { } head) return entries;
        var at = session.LinksAt(head.Position);
        foreach (var index in Enumerable.Range(0, sequences.Count).OrderByDescending(i => sequences[i]))
        {
            var sequence = sequences[index];
            if (sequence < 1 || sequence > head.Sequence) continue;
            at = ChainWalk.Find(session, at, sequence);
            entries[index] = session.EntryAt(at.Position);
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
        long balance, baseSequence;
        if (ChainWalk.LastUpTo(session, last, ticks) is { } known)
        {
            (balance, baseSequence) = (known.BalanceAfter, known.Sequence);
        }
        else
        {
            var opening = ChainWalk.Find(session, last, 1);
            (balance, baseSequence) = (opening.BalanceAfter - opening.Amount, 0);
        }

        for (var position = head.Late; position != 0;)
        {
            var late = session.LinksAt(position);
            if (late.Sequence <= baseSequence) break;
            if (late.HighWater - late.Behind <= ticks) balance += late.Amount;
            position = late.Late;
        }

        return balance;
    }
}
