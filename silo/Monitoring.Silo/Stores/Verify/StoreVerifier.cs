using Monitoring.Grains.Journal;
using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Stores.Verify;

/// <summary>Checks the store in one pass over the journal and one over each table beside it.</summary>
/// <param name="pool">Where to read.</param>
/// <param name="withContents">
/// Whether to read entries' data too: posting ids, alerts and snapshots are then compared with what the events themselves say. Not for a
/// store whose entries hold anything else.
/// </param>
internal sealed class StoreVerifier(ReadPool pool, bool withContents = false) : IStoreVerifier
{
    /// <inheritdoc/>
    public ValueTask<StoreReport> VerifyAsync(CancellationToken cancellation) =>
        pool.ReadAsync(session => new Run(session, withContents, cancellation).Check(), cancellation);

    /// <summary>One check, on a session that sees one moment.</summary>
    private sealed class Run(IReadSession session, bool withContents, CancellationToken cancellation)
    {
        /// <summary>Entries read at once.</summary>
        private const int ChunkLength = 10_000;

        private readonly Findings _findings = new();
        private readonly Dictionary<long, GrainTrail> _trails = [];
        private ContentChecks? _contents;
        private long _entries;
        private long _postings;
        private UInt128 _postingSum;
        private IReadOnlyList<(long First, long Before)> _archived = [];
        private long _edge;

        public StoreReport Check()
        {
            session.HoldParts();
            _archived = session.ArchivedParts();
            _edge = _archived.Count == 0 ? 0 : _archived[^1].Before;
            _contents = withContents ? ContentChecks.Of(session, _findings, _edge) : null;
            var last = 0L;
            while (ReadChunk(ref last)) cancellation.ThrowIfCancellationRequested();
            var next = session.NextPosition() ?? last + 1;
            _findings.Require(next == last + 1, StoreFindingKind.Sequence, $"the next entry would get position {next} after {last}");
            CheckPostingIds();
            TableChecks.Heads(session, _trails, _findings);
            TableChecks.BranchTotals(session, _trails, _findings);
            TableChecks.Alerts(session, _findings);
            _contents?.Compare(session, _trails, cancellation);
            if (withContents) SnapshotChecks.Run(session, _trails, _findings, cancellation);
            return new StoreReport(_entries, _postings, _trails.Count, _archived.Count, _findings.Count, _findings.Kept);
        }

        private bool ReadChunk(ref long last)
        {
            var text = new SqlText(
                "select position, grain, sequence, previous, jump, high_water, behind, late, amount, balance_after, kind, data from journal")
                .Where("position > ?", last).Add("order by position limit").Add((long)ChunkLength);
            var count = 0;
            var position = last;
            session.Visit(text, row =>
            {
                count++;
                var links = ReadLinks(row);
                position = links.Position;
                var kind = (EntryKind)row.Int64(10);
                CheckEntry(links, kind);
                _contents?.Take(links, kind, row.Bytes(11));
            });
            last = position;
            return count > 0;
        }

        private bool IsArchived(long position)
        {
            if (position >= _edge) return false;
            foreach (var (first, before) in _archived)
            {
                if (first <= position && position < before) return true;
            }

            return false;
        }

        private void CheckEntry(in EntryLinks entry, EntryKind kind)
        {
            _entries++;
            var trail = _trails.GetValueOrDefault(entry.Grain);
            if (IsArchived(entry.Position)) trail.Keep(entry);
            else CheckNext(entry, kind, ref trail);
            if (entry.Position < _edge) trail.Edge = entry.Sequence;
            _trails[entry.Grain] = trail;
        }

        private void CheckNext(in EntryLinks entry, EntryKind kind, ref GrainTrail trail)
        {
            var isFirst = trail.Sequence == 0;
            _findings.Require(
                entry.Sequence == trail.Sequence + 1, StoreFindingKind.Sequence,
                $"grain {entry.Grain}, position {entry.Position}: sequence {entry.Sequence} after {trail.Sequence}");
            _findings.Require(
                entry.Previous == trail.Position, StoreFindingKind.Link,
                $"grain {entry.Grain}, sequence {entry.Sequence}: previous {entry.Previous}, not {trail.Position}");
            _findings.Require(
                entry.Jump == trail.NextJump, StoreFindingKind.Link,
                $"grain {entry.Grain}, sequence {entry.Sequence}: jump {entry.Jump}, not {trail.NextJump}");
            CheckLate(entry, trail);
            if (kind == EntryKind.Posted) CheckPosting(entry, trail, isFirst);
            else _findings.Require(entry.Amount == 0, StoreFindingKind.Balance, $"position {entry.Position}: an amount without a posting");
            trail.Extend(entry.Position);
            trail.Sequence = entry.Sequence;
            trail.Balance = entry.BalanceAfter;
            trail.HighWater = Math.Max(trail.HighWater, entry.HighWater);
            if (entry.Behind > 0) trail.Late = entry.Position;
            if (kind == EntryKind.Posted) (trail.Postings, trail.LastPosting) = (trail.Postings + 1, entry.Sequence);
        }

        private void CheckLate(in EntryLinks entry, in GrainTrail trail)
        {
            var expected = entry.Behind > 0 ? trail.Late : 0;
            // Where the late posting before was archived nothing tells.
            var isUnknown = trail.Archived > 0 && expected == 0 && entry.Behind > 0;
            _findings.Require(
                entry.Late == expected || isUnknown, StoreFindingKind.Link,
                $"grain {entry.Grain}, sequence {entry.Sequence}: late {entry.Late}, not {expected}");
            _findings.Require(
                entry.HighWater >= trail.HighWater && entry.Behind >= 0, StoreFindingKind.HighWater,
                $"grain {entry.Grain}, sequence {entry.Sequence}: high water {entry.HighWater} after {trail.HighWater}");
        }

        private void CheckPosting(in EntryLinks entry, in GrainTrail trail, bool isFirst)
        {
            if (entry.Position >= _edge)
            {
                _postings++;
                _postingSum += Mix(entry.Grain, entry.Sequence);
            }

            _findings.Require(
                isFirst || (Int128)trail.Balance + entry.Amount == entry.BalanceAfter, StoreFindingKind.Balance,
                $"grain {entry.Grain}, sequence {entry.Sequence}: {trail.Balance} and {entry.Amount} do not make {entry.BalanceAfter}");
        }

        /// <summary>
        /// Compares the ids' places with the postings' as two bags, by their number and the sum of a hash: without keeping either.
        /// </summary>
        private void CheckPostingIds()
        {
            UInt128 sum = 0;
            var count = 0L;
            session.Visit(new SqlText("select grain, sequence from posting_id"), row =>
            {
                if (row.Int64(1) <= _trails.GetValueOrDefault(row.Int64(0)).Edge) return;
                count++;
                sum += Mix(row.Int64(0), row.Int64(1));
                if (count % ChunkLength == 0) cancellation.ThrowIfCancellationRequested();
            });
            _findings.Require(count == _postings, StoreFindingKind.PostingId, $"{count} posting ids for {_postings} postings");
            _findings.Require(
                count != _postings || sum == _postingSum, StoreFindingKind.PostingId,
                $"posting ids name other entries than the {_postings} postings");
        }

        private static UInt128 Mix(long grain, long sequence)
        {
            unchecked
            {
                var x = ((ulong)grain * 0x9E3779B97F4A7C15UL) ^ (ulong)sequence;
                x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
                x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
                return x ^ (x >> 31);
            }
        }

        private static EntryLinks ReadLinks(IRow row) => new(
            row.Int64(0), row.Int64(1), row.Int64(2), row.Int64(3), row.Int64(4), row.Int64(5), row.Int64(6), row.Int64(7), row.Int64(8),
            row.Int64(9));
    }
}
