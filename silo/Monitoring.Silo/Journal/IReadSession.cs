using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Journal;

/// <summary>
/// A connection that reads; used by one thread at a time. Between <see cref="Begin"/> and <see cref="End"/> it sees one moment.
/// Failures are <see cref="StoreException"/>s.
/// </summary>
internal interface IReadSession : IEntrySource, IDisposable
{
    /// <summary>Starts to see one moment.</summary>
    void Begin();

    /// <summary>
    /// Where to say what will be asked, before <see cref="Fetch"/>, of a session on which each question would be a round trip;
    /// <c>null</c> of one that answers at once. What grains ask apart from entries is asked of such a session only after it was fetched.
    /// </summary>
    ReadWants? Wants { get; }

    /// <summary>Reads what was said, at once.</summary>
    void Fetch();

    /// <summary>Lets go of it.</summary>
    void End();

    /// <summary>Forgets what was read in this moment so far, for who reads more than memory holds.</summary>
    void Forget();

    /// <summary>Whether nothing that was read from heads was out of date when it was read.</summary>
    /// <exception cref="StaleReadException">It may have been; the read is done again from a new moment.</exception>
    void EnsureFresh();

    /// <summary>A committed head that is newer than the table's; <c>null</c> when the table's is the latest.</summary>
    HeadState? Newer(long key, long sequence);

    /// <summary>A grain's head; <c>null</c> when the id is free.</summary>
    /// <exception cref="StaleReadException">It is newer than this moment.</exception>
    HeadRow? Head(GrainKind kind, string id);

    /// <summary>What is known of a posting id; <c>null</c> for nothing.</summary>
    KnownPosting? Posting(PostingKey key);

    /// <summary>When a grain saw a party last, UTC ticks; 0 when the store knows nothing.</summary>
    long PartyLastSeen(long grain, long party);

    /// <summary>
    /// The oldest open item of a settlement account with a trace and amount, after so many older ones; <c>null</c> when there is none.
    /// </summary>
    OpenItem? OldestOpenItem(long grain, TraceQuery query, int older);

    /// <summary>A snapshot; <c>null</c> when there is none.</summary>
    SnapshotRow? Snapshot(string name, string key);

    /// <summary>Keeps parts of the journal from being exchanged until the end; asked for before anything is read.</summary>
    void HoldParts();

    /// <summary>The parts of the journal that were archived, oldest first: of each the first position and that after its last.</summary>
    IReadOnlyList<(long First, long Before)> ArchivedParts();

    /// <summary>The position that the next entry gets; <c>null</c> of a store that finds it by looking at the journal.</summary>
    long? NextPosition();

    /// <summary>Reads the keys of all postings that are marked as reversed, as bytes in the first column.</summary>
    SqlText ReversedPostings { get; }

    /// <summary>Runs a query that is put together and reads all of its rows.</summary>
    List<T> Query<T>(SqlText query, Func<IRow, T> read);

    /// <summary>Runs a query that is put together and shows its rows one by one.</summary>
    void Visit(SqlText query, Action<IRow> visit);
}
