using System.Diagnostics;
using Monitoring.Contracts.Feed;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Stores;
using Monitoring.Silo.Stores.Sqlite;

namespace Monitoring.Benchmarks.Store;

/// <summary>
/// What SQLite takes for the rows alone: prepared statements on one thread, the same tables, keys and indexes, the same rows, transactions
/// of the same size, synchronous as the journal's, with SQLite's own checkpoints. Nothing is looked up, planned or answered.
/// </summary>
internal sealed class BareInserts(string folder, StoreWorkload workload, bool withHeads)
{
    private readonly long[] _sequence = new long[workload.Accounts];
    private readonly long[] _position = new long[workload.Accounts];
    private readonly long[] _balance = new long[workload.Accounts];

    /// <summary>The processor's time for them.</summary>
    public TimeSpan Processor { get; private set; }

    /// <summary>Inserts all postings.</summary>
    /// <returns>How long it took, the opening of accounts not counted.</returns>
    public TimeSpan Run(int postingsPerTransaction)
    {
        var options = new StoreOptions { DataDirectory = folder };
        using var session = SqliteSession.OpenWriter(Path.Combine(folder, SqliteDialect.FileName), options);
        SqliteMigrator.Apply(session, Migration.Of("sqlite"));
        OpenAccounts(session);
        session.Checkpoint();
        session.Execute("pragma wal_autocheckpoint = 1000");
        var started = Stopwatch.GetTimestamp();
        var processor = Environment.CpuUsage.TotalTime;
        for (var first = 0; first < workload.Count; first += postingsPerTransaction)
        {
            session.Execute("begin immediate");
            for (var i = first; i < Math.Min(first + postingsPerTransaction, workload.Count); i++) Insert(session, i);
            session.Execute("commit");
        }

        Processor = Environment.CpuUsage.TotalTime - processor;
        return Stopwatch.GetElapsedTime(started);
    }

    private void OpenAccounts(SqliteSession session)
    {
        session.Execute("begin immediate");
        var head = session.Prepare(SqliteTexts.InsertHead);
        for (var account = 0; account < workload.Accounts; account++)
        {
            (_sequence[account], _position[account]) = (1, account + 1);
            InsertEntry(session, account, new JournalEntry(EntryKind.AccountOpened, 0, 0, 0, 0, new byte[90]), account + 1, 1, 0);
            BindHead(head, account, new JournalEntry(EntryKind.AccountOpened, 0, 0, 0, 0, default));
            head.Run();
        }

        session.Execute("commit");
    }

    private void Insert(SqliteSession session, int posting)
    {
        var account = workload.AccountOf(posting);
        var entry = workload.Entry(posting, _balance[account]);
        var previous = _position[account];
        var position = workload.Accounts + posting + 1L;
        var sequence = ++_sequence[account];
        InsertEntry(session, account, entry, position, sequence, previous);
        Span<byte> key = stackalloc byte[PostingKey.Length];
        entry.PostingKey.Write(key);
        var insert = session.Prepare(SqliteTexts.InsertPosting);
        insert.Bind(1, key);
        insert.Bind(2, entry.ContentHash);
        insert.Bind(3, account + 1L);
        insert.Bind(4, sequence);
        insert.Run();
        (_position[account], _balance[account]) = (position, entry.BalanceAfter);
        if (!withHeads) return;
        var update = session.Prepare(SqliteTexts.UpdateHead);
        BindHead(update, account, entry);
        if (update.Run() != 1) throw new InvalidOperationException("A bare update found no row.");
    }

    private static void InsertEntry(SqliteSession session, int account, in JournalEntry entry, long position, long sequence, long previous)
    {
        var insert = session.Prepare(SqliteTexts.InsertEntry);
        insert.Bind(1, position);
        insert.Bind(2, account + 1L);
        insert.Bind(3, sequence);
        insert.Bind(4, previous);
        insert.Bind(5, previous);
        insert.Bind(6, (long)entry.Kind);
        insert.Bind(7, entry.HighWater);
        insert.Bind(8, entry.Behind);
        insert.Bind(9, 0L);
        insert.Bind(10, entry.Amount);
        insert.Bind(11, entry.BalanceAfter);
        insert.Bind(12, 739_000L);
        insert.Bind(13, entry.Data.Span);
        insert.Run();
    }

    private void BindHead(SqliteStatement statement, int account, in JournalEntry entry)
    {
        statement.Bind(1, account + 1L);
        statement.Bind(2, _sequence[account]);
        statement.Bind(3, _position[account]);
        statement.Bind(4, 0L);
        statement.Bind(5, entry.BalanceAfter);
        statement.Bind(6, _sequence[account] - 1);
        statement.Bind(7, _sequence[account]);
        statement.Bind(8, entry.HighWater);
        statement.Bind(9, 739_000L);
        statement.Bind(10, 0L);
    }
}
