using System.Globalization;
using Monitoring.Silo.Journal;
using Monitoring.Silo.Stores.Postgres;
using Npgsql;

namespace Monitoring.Silo.Stores.Archive;

/// <summary>
/// Takes old parts of a PostgreSQL journal out of it, and back in, while servers work on it. In the place of a part stays a small one with
/// what is still needed of it (<see cref="KeptEntries"/>); the rest becomes a table of its own, to be dumped and dropped. Posting ids, alerts,
/// balances and totals stay: nothing is ever counted twice, and what is shown of the past ends where it was archived. Not thread-safe.
/// </summary>
public sealed class JournalArchive : IDisposable
{
    /// <summary>
    /// Longest that the exchange of two tables waits for those who use the journal, and everybody else behind it: no more than a group of
    /// postings takes.
    /// </summary>
    private const string LockPatience = "50ms";

    /// <summary>
    /// Pauses between two tries, doubled each time up to the longest: who holds the journal for minutes, as a check or a dump does, holds
    /// up postings for a hundredth of that time by being waited for.
    /// </summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>Longest that one exchange takes altogether: a check or a dump of twenty million entries ends within.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromMinutes(10);

    /// <summary>Number of its advisory lock; those below 100 are a cluster's.</summary>
    private const int LockNumber = 100;

    private readonly PostgresConnections _connections;
    private readonly NpgsqlConnection _connection;
    private readonly TimeProvider _time;
    private readonly Action<string>? _tell;

    private JournalArchive(PostgresConnections connections, NpgsqlConnection connection, TimeProvider time, Action<string>? tell) =>
        (_connections, _connection, _time, _tell) = (connections, connection, time, tell);

    /// <summary>Opens the journal's database.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="time">Clock of pauses.</param>
    /// <param name="tell">Told, once for each part, that it waits for others who use the journal.</param>
    /// <exception cref="StoreException">It is not on PostgreSQL, or the server does not answer.</exception>
    public static JournalArchive Open(StoreOptions options, TimeProvider time, Action<string>? tell = null)
    {
        if (options.Kind != StoreKind.Postgres) throw new StoreException("Only a journal on PostgreSQL has parts that can be archived.");
        var connections = new PostgresConnections(options);
        try
        {
            // Statements on whole parts take as long as they take; nobody waits for them.
            var connection = connections.Open("set statement_timeout = 0; set idle_in_transaction_session_timeout = 0");
            var archive = new JournalArchive(connections, connection, time, tell);
            if (archive.IsAlone()) return archive;
            connection.Dispose();
            throw new StoreException("Somebody else archives parts of this journal just now.");
        }
        catch
        {
            connections.Dispose();
            throw;
        }
    }

    /// <summary>Until the connection is closed; two at once would exchange each other's tables.</summary>
    private bool IsAlone() => PostgresFailures.Run(() => Number($"select pg_try_advisory_lock({PostgresSessions.LockSpace}, {LockNumber})::int") == 1);

    /// <summary>The parts, oldest first.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public IReadOnlyList<JournalPart> Parts() => PostgresFailures.Run(() =>
    {
        var parts = new List<JournalPart>();
        using var select = New("select name, first, before, lead(made_at) over (order by first), detached_at from journal_part order by first");
        using var reader = select.ExecuteReader();
        while (reader.Read())
        {
            parts.Add(new JournalPart(
                reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), InstantOrNull(reader, 3), InstantOrNull(reader, 4)));
        }

        return parts;
    });

    /// <summary>Takes a part out of the journal.</summary>
    /// <exception cref="StoreException">It is not there or not full, or the journal is too busy for it.</exception>
    public async Task<ArchivedPart> ArchiveAsync(JournalPart part, CancellationToken cancellation)
    {
        if (part.EndedAt is null || part.ArchivedAt is not null) throw new StoreException($"{part.Name} is not a full part that is in place.");
        var kept = part.Name + "_kept";
        var count = PostgresFailures.Run(() =>
        {
            // Figures of heads that a process held back when it died are told by all entries since, and not by those that are kept.
            new PostgresHeadsView(new HeadLag(), Guid.Empty).TakeBack(_connection);
            return new KeptEntries(_connection, part).CopyTo(kept);
        });
        await ExchangeAsync(
            $"""
             alter table journal detach partition {part.Name};
             alter table {part.Name} rename to {part.ArchiveName};
             alter table {kept} rename to {part.Name};
             alter table journal attach partition {part.Name} for values from ({part.First}) to ({part.Before});
             update journal_part set detached_at = now() where first = {part.First}
             """,
            cancellation);
        return PostgresFailures.Run(() => new ArchivedPart(
            part.ArchiveName, Number($"select count(*) from {part.ArchiveName}"), count,
            Number($"select pg_total_relation_size('{part.ArchiveName}')")));
    }

    /// <summary>Puts a part back; its table must be there.</summary>
    /// <exception cref="StoreException">It is not archived, its table is missing or not whole, or the journal is too busy for it.</exception>
    public async Task AttachAsync(JournalPart part, CancellationToken cancellation)
    {
        if (part.ArchivedAt is null) throw new StoreException($"{part.Name} is in place.");
        PostgresFailures.Run(() =>
        {
            if (Number($"select count(*) from pg_class where oid = to_regclass('{part.ArchiveName}')") == 0)
            {
                throw new StoreException($"There is no table {part.ArchiveName}: restore it first.");
            }

            var entries = Number($"select count(*) from {part.ArchiveName} where position >= {part.First} and position < {part.Before}");
            var whole = part.Before - part.First;
            if (entries != whole) throw new StoreException($"The table {part.ArchiveName} has {entries} of the part's {whole} entries.");
            // Known beforehand, so that attaching it need not look while the journal waits.
            var range = part.ArchiveName + "_range";
            Execute($"alter table {part.ArchiveName} drop constraint if exists {range}");
            Execute($"alter table {part.ArchiveName} add constraint {range} check (position >= {part.First} and position < {part.Before})");
        });
        await ExchangeAsync(
            $"""
             alter table journal detach partition {part.Name};
             drop table {part.Name};
             alter table {part.ArchiveName} rename to {part.Name};
             alter table journal attach partition {part.Name} for values from ({part.First}) to ({part.Before});
             update journal_part set detached_at = null where first = {part.First}
             """,
            cancellation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection.Dispose();
        _connections.Dispose();
    }

    private static DateTimeOffset? InstantOrNull(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);

    private async Task ExchangeAsync(string sql, CancellationToken cancellation)
    {
        var (began, pause) = (_time.GetTimestamp(), FirstPause);
        while (true)
        {
            try
            {
                PostgresFailures.Run(() =>
                {
                    using var transaction = _connection.BeginTransaction();
                    Execute($"set local lock_timeout = '{LockPatience}'; {sql}");
                    transaction.Commit();
                });
                return;
            }
            catch (StoreException exception) when (IsLocked(exception))
            {
                if (_time.GetElapsedTime(began) >= WaitMax)
                {
                    throw new StoreException(
                        $"Others use the journal, as a check or a dump does, for more than {WaitMax.TotalMinutes:0} minutes; nothing was exchanged. Try again when they have ended.",
                        exception);
                }

                if (pause == FirstPause) _tell?.Invoke($"others use the journal, as a check or a dump does; waiting up to {WaitMax.TotalMinutes:0} minutes for them");
            }

            await Task.Delay(pause, _time, cancellation);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private static bool IsLocked(StoreException exception) =>
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected };

    private NpgsqlCommand New(string sql) => new(sql, _connection) { CommandTimeout = 0 };

    private void Execute(string sql)
    {
        using var command = New(sql);
        command.ExecuteNonQuery();
    }

    private long Number(string sql)
    {
        using var command = New(sql);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
