using Monitoring.Domain.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Stores.Verify;

/// <summary>Compares each snapshot, byte for byte, with what reading the grain's journal gives.</summary>
internal static class SnapshotChecks
{
    /// <summary>Snapshots read at once: some hundred kilobytes.</summary>
    private const int PageLength = 256;

    /// <summary>Entries of a grain read at once, so that a settlement account's millions are never held.</summary>
    private const int EntriesAtOnce = 4_096;

    /// <summary>Names under which accounts and settlement accounts keep their states.</summary>
    private static readonly string[] Names = ["account", "settlement"];

    private static readonly LedgerSnapshotCodec Codec = new();

    /// <summary>Checks all of them.</summary>
    public static void Run(
        IReadSession session, Dictionary<long, GrainTrail> trails, Findings findings, CancellationToken cancellation)
    {
        foreach (var name in Names)
        {
            for (var last = ""; ;)
            {
                var page = session.Query(
                    new SqlText(
                        $"""
                        select s.key, s.data, g.key from snapshot s
                        left join grain g on g.space = {(int)IdSpace.Ledgers} and g.id = s.key
                        """)
                        .Where("s.name = ?", name).Where("s.key > ?", last).Add("order by s.key limit").Add((long)PageLength),
                    row => (Id: row.Text(0), Data: row.Bytes(1).ToArray(), Key: row.Int64OrNull(2)));
                foreach (var (id, data, key) in page)
                {
                    cancellation.ThrowIfCancellationRequested();
                    Check(session, id, data, key is { } known ? trails.GetValueOrDefault(known) : default, findings);
                }

                if (page.Count == 0) break;
                last = page[^1].Id;
            }
        }
    }

    private static void Check(IReadSession session, string id, byte[] data, in GrainTrail trail, Findings findings)
    {
        try
        {
            var snapshot = Codec.Decode(data);
            // One of a format of before, or put away: nobody reads it.
            if (snapshot.Sequence == 0 || LedgerStateCodec.Decode(snapshot.State) is null) return;
            findings.Require(
                snapshot.Sequence <= trail.Sequence, StoreFindingKind.Snapshot,
                $"account {id}: the snapshot is at sequence {snapshot.Sequence}, the journal ends at {trail.Sequence}");
            // What was archived cannot be read again.
            if (snapshot.Sequence > trail.Sequence || trail.Archived > 0) return;
            var replayed = Replay(session, id, trail.Position, snapshot.Sequence);
            findings.Require(
                replayed.AsSpan().SequenceEqual(snapshot.State), StoreFindingKind.Snapshot,
                $"account {id}: the snapshot at sequence {snapshot.Sequence} is not what the journal gives");
        }
        catch (Exception exception) when (exception is FormatException or StoreException)
        {
            findings.Require(false, StoreFindingKind.Snapshot, $"account {id}: the snapshot cannot be compared: {exception.Message}");
        }
    }

    private static byte[] Replay(IReadSession session, string id, long lastPosition, long sequence)
    {
        var state = new LedgerState();
        var last = session.LinksAt(lastPosition);
        for (long from = 0, to; from < sequence; from = to)
        {
            to = Math.Min(from + EntriesAtOnce, sequence);
            var end = ChainWalk.Find(session, last, to);
            foreach (var stored in ChainWalk.Tail(session, end.Position, to, from)) state.Apply(JournalCodec.Decode(stored, id));
            state.TakeDroppedParties();
            session.Forget();
        }

        return LedgerStateCodec.Encode(state);
    }
}
