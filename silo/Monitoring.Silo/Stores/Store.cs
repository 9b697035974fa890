using Microsoft.Extensions.Logging;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Journal;
using Monitoring.Silo.Stores.Queries;

namespace Monitoring.Silo.Stores;

/// <summary>
/// The store of one data directory or database: its parts, in the order in which they start and stop. Disposing of it writes what waits.
/// </summary>
internal sealed class Store : IDisposable
{
    private readonly IDisposable? _lock;
    private readonly IStoreDialect _dialect;
    private readonly ReadPool _pool;
    private bool _disposed;

    /// <param name="dialect">The database, migrated; owned.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="loggers">Logs.</param>
    /// <param name="faults">Where tests make it fail.</param>
    /// <param name="directoryLock">Released last; owned.</param>
    public Store(
        IStoreDialect dialect, StoreOptions options, ILoggerFactory loggers, IStoreFaults? faults = null, IDisposable? directoryLock = null)
    {
        _lock = directoryLock;
        _dialect = dialect;
        var logger = loggers.CreateLogger("Monitoring.Journal");
        _pool = new ReadPool(dialect.OpenReader, options.QueryConnections);
        Alerts = new AlertReader(_pool);
        faults ??= NoFaults.Instance;
        var transaction = new GroupTransaction(dialect.OpenWriter, faults, logger);
        var tail = new AlertTail(options.AlertTailLength, transaction.Counters.Cursor - 1);
        var ids = new RecentIds(options.IdLookUpsAfterConflict);
        Writer = new JournalWriter(
            transaction, dialect.Lag, ids, options, plan => Publish(tail, plan), found => tail.Reach(found.Cursor - 1), logger);
        Reader = new JournalReader(dialect.OpenGrainReader(), options, ids, faults);
        Feed = new AlertFeed(tail, Alerts);
        Bank = new BankReader(_pool, SettleAsync);
        Quarantine = new QuarantineStore(_pool, Writer);
        ClosedDays = new ClosedDays(_pool, Writer);
    }

    /// <summary>Writes for grains.</summary>
    public JournalWriter Writer { get; }

    /// <summary>Reads for grains.</summary>
    public JournalReader Reader { get; }

    /// <summary>Reads the books.</summary>
    public BankReader Bank { get; }

    /// <summary>Reads alerts.</summary>
    public AlertReader Alerts { get; }

    /// <summary>Changes of alerts, as they come.</summary>
    public AlertFeed Feed { get; }

    /// <summary>Rejected lines.</summary>
    public QuarantineStore Quarantine { get; }

    /// <summary>The business day closed last.</summary>
    public ClosedDays ClosedDays { get; }

    /// <summary>Number of heads that are not in their table.</summary>
    public int Lag => _dialect.Lag.Count;

    /// <summary>Connections for other reads.</summary>
    public ReadPool Pool => _pool;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        Writer.Dispose();
        Reader.Dispose();
        _pool.Dispose();
        _dialect.Dispose();
        _lock?.Dispose();
    }

    /// <summary>Brings the table of heads up to date with what is committed.</summary>
    /// <exception cref="JournalUnavailableException">Nothing can be written now.</exception>
    private async ValueTask SettleAsync()
    {
        if (_dialect.Lag.Count > 0) await Writer.SettleAsync().ConfigureAwait(false);
    }

    private static void Publish(AlertTail tail, GroupPlan plan)
    {
        if (plan.Next.Cursor == plan.First.Cursor) return;
        tail.Add(AlertFeed.RowsOf(plan));
    }
}
