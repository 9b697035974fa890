namespace Monitoring.Silo.Stores;

/// <summary>How the store works. The defaults suit a machine with two cores and a disk that syncs in milliseconds.</summary>
public sealed class StoreOptions
{
    /// <summary>Which database keeps the books.</summary>
    public StoreKind Kind { get; set; } = StoreKind.Sqlite;

    /// <summary>How to reach PostgreSQL, as <c>Host=db;Database=monitoring;Username=monitoring</c>; not for SQLite.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// Longest that one statement may take on PostgreSQL; then the connection is given up. Long beside a checkpoint of a slow disk, short
    /// beside an operator's patience.
    /// </summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest that a start waits for PostgreSQL to answer, as both may start together.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Journal entries of one partition on PostgreSQL: what is archived at once. Some gigabytes: few enough files for years of a bank,
    /// and each can be dumped in minutes.
    /// </summary>
    public long PartitionEntries { get; set; } = 20_000_000;

    /// <summary>
    /// Posting ids of one part on PostgreSQL. Its index is what ids without an order touch at random: small enough to stay in memory, and
    /// that few of its pages are logged as a whole after a checkpoint, some 160 MB; large enough that the parts before it are few.
    /// </summary>
    public long IdPartEntries { get; set; } = 4L << 20;

    /// <summary>Directory of the database and its lock; created when missing.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>
    /// Most journal entries in one transaction. Large enough that the sync at its end and the pages that several grains share weigh little
    /// against the rows; small enough that who waits for it waits a fraction of a second.
    /// </summary>
    public int EntriesPerTransactionMax { get; set; } = 8_192;

    /// <summary>
    /// Most journal entries before the heads of the grains they belong to are written to their table; only under load it comes to that.
    /// Many, as a head costs the database more than an entry and is then written once for many of them: ten for each of a hundred thousand
    /// busy accounts. But after a crash so many entries are read before the start: seconds.
    /// </summary>
    public int HeadLagEntriesMax { get; set; } = 1_048_576;

    /// <summary>
    /// From so many heads on that wait in memory they are written, however few entries there are; half as many more may gather meanwhile: by
    /// their size some 30 megabytes in all. Smaller only in tests.
    /// </summary>
    internal int HeadsHeldMax { get; set; } = 131_072;

    /// <summary>
    /// On PostgreSQL, whether this process may keep the heads of busy grains in memory under load: not where several processes share the
    /// database all the time, as each would ask the other for them. SQLite has one process, which always may.
    /// </summary>
    public bool HoldsHeads { get; set; } = true;

    /// <summary>
    /// Up to so many heads are written at once with their group: their pages are few beside the sync. Smaller only in tests.
    /// </summary>
    internal int HeadsWrittenThroughMax { get; set; } = 512;

    /// <summary>
    /// Posting ids that are looked up before they are written, after the start and after one that was taken for new turned out to be known;
    /// later only those seen lately are. Such an id makes its whole group be written twice: once in so many postings costs little, and when
    /// all are old, looking them up costs less.
    /// </summary>
    public int IdLookUpsAfterConflict { get; set; } = 65_536;

    /// <summary>Most decisions that wait for the writer; then callers wait. Two full transactions' worth of small ones.</summary>
    public int QueueCapacity { get; set; } = 16_384;

    /// <summary>Most snapshots and quarantined lines written in one transaction, so that they never hold up postings for long.</summary>
    public int SideWritesPerTransactionMax { get; set; } = 512;

    /// <summary>Most grains' reads answered from one snapshot of the database; bounds how long a checkpoint waits for a reader.</summary>
    public int ReadsPerBatchMax { get; set; } = 2_048;

    /// <summary>Connections for people's queries; more than a few only compete for the cores.</summary>
    public int QueryConnections { get; set; } = 4;

    /// <summary>Memory for pages of the writer, bytes: the heads of a million accounts fit.</summary>
    public long WriterCacheBytes { get; set; } = 64L << 20;

    /// <summary>Memory for pages of each reader, bytes.</summary>
    public long ReaderCacheBytes { get; set; } = 8L << 20;

    /// <summary>Longest a statement waits for another process' lock, as a backup's.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Bytes of write-ahead log after which its pages are copied to the database beside the writer. Each page is then written once for
    /// many commits that touched it.
    /// </summary>
    public long CheckpointBytes { get; set; } = 16L << 20;

    /// <summary>
    /// Bytes of write-ahead log at which the writer itself stops to finish the copy, as under a load without a pause the log would
    /// else never start anew; bounds the disk space, the time to recover, and what a reader searches for a page.
    /// </summary>
    public long CheckpointForcedBytes { get; set; } = 128L << 20;

    /// <summary>Most recent alert changes kept in memory for those who watch; slower watchers read the table.</summary>
    public int AlertTailLength { get; set; } = 1_024;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="InvalidOperationException">A value makes no sense; the message names it.</exception>
    public void Validate()
    {
        Require(!string.IsNullOrWhiteSpace(DataDirectory), "Data:Directory must name a directory.");
        Require(
            Kind != StoreKind.Postgres || !string.IsNullOrWhiteSpace(ConnectionString),
            "Store:ConnectionString must say how to reach PostgreSQL, as Host=db;Database=monitoring;Username=monitoring.");
        Require(CommandTimeout >= TimeSpan.FromSeconds(1), "Store:CommandTimeout must be at least a second.");
        Require(StartTimeout >= TimeSpan.Zero, "Store:StartTimeout must not be negative.");
        Require(PartitionEntries >= 1, "Store:PartitionEntries must be at least 1.");
        Require(IdPartEntries >= 1, "Store:IdPartEntries must be at least 1.");
        Require(EntriesPerTransactionMax >= 1, "Store:EntriesPerTransactionMax must be at least 1.");
        Require(HeadLagEntriesMax >= 1, "Store:HeadLagEntriesMax must be at least 1.");
        Require(IdLookUpsAfterConflict >= 0, "Store:IdLookUpsAfterConflict must not be negative.");
        Require(QueueCapacity >= 1, "Store:QueueCapacity must be at least 1.");
        Require(SideWritesPerTransactionMax >= 1, "Store:SideWritesPerTransactionMax must be at least 1.");
        Require(ReadsPerBatchMax >= 1, "Store:ReadsPerBatchMax must be at least 1.");
        Require(QueryConnections >= 1, "Store:QueryConnections must be at least 1.");
        Require(WriterCacheBytes >= 1 << 20 && ReaderCacheBytes >= 1 << 20, "Store caches must be at least 1 MiB.");
        Require(BusyTimeout >= TimeSpan.Zero, "Store:BusyTimeout must not be negative.");
        Require(CheckpointBytes >= 1 << 20, "Store:CheckpointBytes must be at least 1 MiB.");
        Require(CheckpointForcedBytes >= CheckpointBytes, "Store:CheckpointForcedBytes must not be below Store:CheckpointBytes.");
        Require(AlertTailLength >= 1, "Store:AlertTailLength must be at least 1.");
    }

    private static void Require(bool holds, string message)
    {
        if (!holds) throw new InvalidOperationException(message);
    }
}
