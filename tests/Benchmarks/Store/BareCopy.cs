using System.Diagnostics;
using Monitoring.Contracts.Feed;
using Npgsql;
using NpgsqlTypes;

namespace Monitoring.Benchmarks.Store;

/// <summary>The rows of the journal and of the posting ids by binary COPY into the same tables, and nothing else.</summary>
internal sealed class BareCopy(string connectionString, StoreWorkload workload)
{
    private const string Entries =
        """
        copy journal (position, grain, sequence, previous, jump, high_water, behind, late, amount, balance_after, open_day, kind, data)
        from stdin (format binary)
        """;

    private const string Ids = "copy posting_id_0000 (key, content, grain, sequence) from stdin (format binary)";

    private readonly long[] _balance = new long[workload.Accounts];
    private readonly long[] _position = new long[workload.Accounts];
    private readonly long[] _sequence = new long[workload.Accounts];

    /// <summary>Writes all postings, so many a transaction.</summary>
    public TimeSpan Run(int postingsPerTransaction)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        var started = Stopwatch.GetTimestamp();
        for (var first = 0; first < workload.Count; first += postingsPerTransaction)
        {
            var after = Math.Min(first + postingsPerTransaction, workload.Count);
            using var transaction = connection.BeginTransaction();
            CopyIds(connection, first, after);
            CopyEntries(connection, first, after);
            transaction.Commit();
        }

        return Stopwatch.GetElapsedTime(started);
    }

    private void CopyIds(NpgsqlConnection connection, int first, int after)
    {
        Span<byte> bytes = stackalloc byte[PostingKey.Length];
        using var import = connection.BeginBinaryImport(Ids);
        for (var i = first; i < after; i++)
        {
            var entry = workload.Entry(i, 0);
            entry.PostingKey.Write(bytes);
            import.StartRow();
            import.Write(new Guid(bytes, bigEndian: true), NpgsqlDbType.Uuid);
            import.Write(entry.ContentHash, NpgsqlDbType.Bigint);
            import.Write(workload.AccountOf(i) + 1L, NpgsqlDbType.Bigint);
            import.Write(_sequence[workload.AccountOf(i)] + 1, NpgsqlDbType.Bigint);
        }

        import.Complete();
    }

    private void CopyEntries(NpgsqlConnection connection, int first, int after)
    {
        using var import = connection.BeginBinaryImport(Entries);
        for (var i = first; i < after; i++)
        {
            var account = workload.AccountOf(i);
            var entry = workload.Entry(i, _balance[account]);
            import.StartRow();
            ReadOnlySpan<long> numbers =
            [
                i + 1L, account + 1L, ++_sequence[account], _position[account], _position[account], entry.HighWater, entry.Behind, 0L,
                entry.Amount, entry.BalanceAfter,
            ];
            foreach (var number in numbers) import.Write(number, NpgsqlDbType.Bigint);
            import.Write(739_000, NpgsqlDbType.Integer);
            import.Write((short)entry.Kind, NpgsqlDbType.Smallint);
            import.Write(entry.Data, NpgsqlDbType.Bytea);
            (_position[account], _balance[account]) = (i + 1L, entry.BalanceAfter);
        }

        import.Complete();
    }
}
