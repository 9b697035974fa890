using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Journal;
using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Tests.Stores;

public sealed class JournalReaderTests
{
    [Fact]
    public async Task A_read_that_is_done_again_when_the_store_fails_is_answered_once_and_reading_goes_on()
    {
        using var reader = new JournalReader(new FailingSession(), new StoreOptions(), new RecentIds(0));
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await reader.LoadAsync(GrainKind.Account, "A", 0));
        Assert.Null((await reader.LoadAsync(GrainKind.Account, "A", 0)).Kind);
    }

    /// <summary>Its first read is out of date, its second moment fails, and then it has nothing.</summary>
    private sealed class FailingSession : IReadSession
    {
        private int _moments;

        public ReadWants? Wants => null;

        public void Fetch() => throw new NotSupportedException();

        public void Begin()
        {
            if (++_moments == 2) throw new StoreException("The database is away (test).");
        }

        public void Forget() => throw new NotSupportedException();

        public void End()
        {
        }

        public void EnsureFresh()
        {
        }

        public HeadRow? Head(GrainKind kind, string id) => _moments == 1 ? throw new StaleReadException() : null;

        public HeadState? Newer(long key, long sequence) => throw new NotSupportedException();

        public KnownPosting? Posting(PostingKey key) => throw new NotSupportedException();

        public long PartyLastSeen(long grain, long party) => throw new NotSupportedException();

        public OpenItem? OldestOpenItem(long grain, TraceQuery query, int older) => throw new NotSupportedException();

        public SnapshotRow? Snapshot(string name, string key) => throw new NotSupportedException();

        public SqlText ReversedPostings => throw new NotSupportedException();

        public void HoldParts()
        {
        }

        public IReadOnlyList<(long First, long Before)> ArchivedParts() => [];

        public long? NextPosition() => throw new NotSupportedException();

        public List<T> Query<T>(SqlText query, Func<IRow, T> read) => throw new NotSupportedException();

        public void Visit(SqlText query, Action<IRow> visit) => throw new NotSupportedException();

        public EntryLinks LinksAt(long position) => throw new NotSupportedException();

        public EntryLinks? TryLinksAt(long position) => throw new NotSupportedException();

        public StoredEntry EntryAt(long position) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
