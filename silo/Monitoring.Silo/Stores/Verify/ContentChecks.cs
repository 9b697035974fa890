using System.Buffers.Binary;
using System.Security.Cryptography;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Stores.Verify;

/// <summary>
/// Reads each entry's data, and compares posting ids and changes of alerts with what the journal says of them: as bags, by the sum of a hash,
/// without keeping either.
/// </summary>
internal sealed class ContentChecks
{
    private readonly Dictionary<long, string> _ids;
    private readonly Findings _findings;
    private readonly long _edge;
    private UInt128 _postings;
    private UInt128 _reversals;
    private UInt128 _alerts;
    private long _alertCount;

    private ContentChecks(Dictionary<long, string> ids, Findings findings, long edge) => (_ids, _findings, _edge) = (ids, findings, edge);

    /// <summary>Checks of a session's moment; reads who has which journal.</summary>
    /// <param name="session">The session.</param>
    /// <param name="findings">Where to note what contradicts.</param>
    /// <param name="edge">Position after the last archived part: entries before it are not compared; 0 when nothing was archived.</param>
    public static ContentChecks Of(IReadSession session, Findings findings, long edge)
    {
        var ids = new Dictionary<long, string>();
        session.Visit(new SqlText("select key, id from grain"), row => ids[row.Int64(0)] = row.Text(1));
        return new ContentChecks(ids, findings, edge);
    }

    /// <summary>Looks at an entry.</summary>
    public void Take(in EntryLinks links, EntryKind kind, ReadOnlySpan<byte> data)
    {
        var entry = new JournalEntry(kind, links.HighWater, links.Behind, links.Amount, links.BalanceAfter, data.ToArray());
        var stored = new StoredEntry(links.Position, links.Grain, links.Sequence, links.Previous, links.Jump, entry);
        try
        {
            Take(stored, JournalCodec.Decode(stored, _ids.GetValueOrDefault(links.Grain, "")));
        }
        catch (FormatException exception)
        {
            _findings.Require(
                false, StoreFindingKind.Content, $"grain {links.Grain}, sequence {links.Sequence}: the data cannot be read: {exception.Message}");
        }
    }

    /// <summary>Compares with the tables, when all entries were seen.</summary>
    public void Compare(IReadSession session, Dictionary<long, GrainTrail> trails, CancellationToken cancellation)
    {
        UInt128 postings = 0;
        session.Visit(new SqlText("select key, content, grain, sequence from posting_id"), row =>
        {
            cancellation.ThrowIfCancellationRequested();
            var (grain, sequence) = (row.Int64(2), row.Int64(3));
            if (sequence <= trails.GetValueOrDefault(grain).Edge) return;
            Add(ref postings, OfPosting(PostingKey.Read(row.Bytes(0)), row.Int64(1), grain, sequence));
        });
        _findings.Require(
            postings == _postings, StoreFindingKind.PostingId, $"posting ids or their contents are not those of the journal's postings");
        // Neither a mark nor a change of an alert tells in which part its entry is.
        if (_edge > 0) return;
        CompareReversals(session);
        CompareAlerts(session);
    }

    private void CompareReversals(IReadSession session)
    {
        UInt128 reversals = 0;
        session.Visit(session.ReversedPostings, row => Add(ref reversals, OfReversal(PostingKey.Read(row.Bytes(0)))));
        _findings.Require(
            reversals == _reversals, StoreFindingKind.PostingId, $"the postings marked as reversed are not those that the journal's reversals name");
    }

    private void CompareAlerts(IReadSession session)
    {
        UInt128 alerts = 0;
        var count = 0L;
        session.Visit(new SqlText("select kind, record from alert_event"), row =>
        {
            count++;
            Add(ref alerts, OfAlert(row.Int64(0), row.Bytes(1)));
        });
        _findings.Require(
            count == _alertCount && alerts == _alerts, StoreFindingKind.Alert,
            $"{count} changes of alerts are not the {_alertCount} that the journal has, or not the same");
    }

    private void Take(StoredEntry stored, LedgerEvent happened)
    {
        switch (happened)
        {
            case Posted { Posting: var posting } when stored.Position >= _edge:
                if (posting.ReversalOf is { } target) Add(ref _reversals, OfReversal(PostingKey.Of(target)));
                Add(ref _postings, OfPosting(posting.Key, posting.ContentHash, stored.GrainKey, stored.Sequence));
                break;
            case AlertChanged changed:
                _alertCount++;
                Add(ref _alerts, OfAlert((long)changed.Kind, JournalCodec.AlertRecord(stored)));
                break;
        }
    }

    private static void Add(ref UInt128 sum, UInt128 hash) => sum = unchecked(sum + hash);

    private static UInt128 OfPosting(PostingKey key, long content, long grain, long sequence)
    {
        unchecked
        {
            var half = Mix((ulong)content ^ Mix((ulong)grain ^ Mix((ulong)sequence)));
            return new UInt128(Mix((ulong)(key.Value >> 64) ^ half), Mix((ulong)key.Value ^ half));
        }
    }

    private static UInt128 OfReversal(PostingKey target)
    {
        unchecked
        {
            var half = Mix((ulong)target.Value);
            return new UInt128(half, Mix((ulong)(target.Value >> 64) ^ half));
        }
    }

    private static UInt128 OfAlert(long kind, ReadOnlySpan<byte> record)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(record, digest);
        return new UInt128(Mix(unchecked((ulong)kind)), BinaryPrimitives.ReadUInt64BigEndian(digest));
    }

    private static ulong Mix(ulong x)
    {
        unchecked
        {
            x += 0x9E3779B97F4A7C15UL;
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
            return x ^ (x >> 31);
        }
    }
}
