using Monitoring.Benchmarks.Shared;
using Npgsql;

namespace Monitoring.Benchmarks.Stores;

/// <summary>
/// The rows that the product wrote for a load, read back from the database that it filled: everything in <c>journal</c> and
/// <c>posting_id</c> after a position, cut into groups of as many entries as the product's transactions had.
/// </summary>
internal sealed class WrittenRows
{
    private const string EntryColumns =
        "position, grain, sequence, previous, jump, high_water, behind, late, amount, balance_after, open_day, kind, data";

    private WrittenRows(IReadOnlyList<WrittenGroup> groups, long[][] heads, long firstPosition, long lastPosition, int postings, string what)
    {
        (Groups, Heads, FirstPosition, LastPosition, Postings, What) = (groups, heads, firstPosition, lastPosition, postings, what);
    }

    /// <summary>The transactions in order.</summary>
    public IReadOnlyList<WrittenGroup> Groups { get; }

    /// <summary>Heads as they stood before: key, sequence, position, kind.</summary>
    public long[][] Heads { get; }

    /// <summary>First position of the entries.</summary>
    public long FirstPosition { get; }

    /// <summary>Last position of the entries.</summary>
    public long LastPosition { get; }

    /// <summary>Postings among them.</summary>
    public int Postings { get; }

    /// <summary>What they are, for the report.</summary>
    public string What { get; }

    /// <summary>Reads what was written after a position.</summary>
    /// <param name="connectionString">The filled database.</param>
    /// <param name="after">Position of the last entry that is left out.</param>
    /// <param name="size">Entries of a transaction.</param>
    public static async Task<WrittenRows> ReadAsync(string connectionString, long after, int size)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, Tables(after, size));
        var entries = new CopyRows(await CopyAsync(connection, $"select {EntryColumns} from journal where position > {after} order by position"));
        var ids = new CopyRows(await CopyAsync(connection, "select key, content, grain, sequence from written_id order by part, key"));
        var idCounts = await CountsAsync(connection, "select part, count(*) from written_id group by part");
        var heads = await HeadsAsync(connection);
        var groups = new List<WrittenGroup>();
        var nextId = 0;
        for (var first = 0; first < entries.Count; first += size)
        {
            var (part, count) = (first / size, Math.Min(size, entries.Count - first));
            var idCount = (int)idCounts.GetValueOrDefault(part);
            groups.Add(new WrittenGroup(entries.Body(first, count), ids.Body(nextId, idCount), heads[part]));
            nextId += idCount;
        }

        if (nextId != ids.Count) throw new InvalidOperationException("Posting ids were left over.");
        var before = await ColumnsAsync(connection, "select grain, sequence - 1, previous, kind from written_head where is_first order by grain", 4);
        var what = Report.Text($"{entries.Count:N0} rows of journal of {entries.RowBytes:N0} B and {ids.Count:N0} of posting_id of {ids.RowBytes:N0} B in {groups.Count:N0} transactions; {before[0].Length:N0} heads");
        return new WrittenRows(groups, before, after + 1, after + entries.Count, ids.Count, what);
    }

    /// <summary>Position of the last entry in a database.</summary>
    public static async Task<long> LastPositionAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select next_position - 1 from store_state", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    // The first and the last entry of each grain in each transaction: where its head stood and where it goes.
    private static string Tables(long after, int size) =>
        $"""
         create temp table written on commit preserve rows as
           select (position - {after} - 1) / {size} as part, position, grain, sequence, previous, balance_after, high_water, open_day
           from journal where position > {after};
         create temp table written_id as
           select w.part, p.key, p.content, p.grain, p.sequence from posting_id p join written w on w.grain = p.grain and w.sequence = p.sequence;
         create temp table written_head as
           select l.part, l.grain, l.last_sequence, l.last_position, f.sequence, f.previous, w.balance_after, w.high_water, w.open_day, h.kind,
             l.part = min(l.part) over (partition by l.grain) as is_first
           from (select part, grain, min(position) as first_position, max(position) as last_position, max(sequence) as last_sequence
                 from written group by part, grain) l
           join written f on f.position = l.first_position
           join written w on w.position = l.last_position
           join grain_head h on h.key = l.grain;
         """;

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<byte[]> CopyAsync(NpgsqlConnection connection, string select)
    {
        await using var stream = await connection.BeginRawBinaryCopyAsync($"copy ({select}) to stdout (format binary)");
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private static async Task<Dictionary<long, long>> CountsAsync(NpgsqlConnection connection, string sql)
    {
        var columns = await ColumnsAsync(connection, sql, 2);
        return columns[0].Zip(columns[1]).ToDictionary(static pair => pair.First, static pair => pair.Second);
    }

    private static async Task<Dictionary<long, long[][]>> HeadsAsync(NpgsqlConnection connection)
    {
        const string sql =
            """
            select part, grain, last_sequence, last_position, 0, balance_after, last_sequence - 1, last_sequence, high_water, open_day, 0, kind,
              sequence - 1, previous
            from written_head order by part, last_position
            """;
        var columns = await ColumnsAsync(connection, sql, 14);
        var heads = new Dictionary<long, long[][]>();
        for (var first = 0; first < columns[0].Length;)
        {
            var end = first;
            while (end < columns[0].Length && columns[0][end] == columns[0][first]) end++;
            var (from, to) = (first, end);
            heads[columns[0][first]] = [.. columns.Skip(1).Select(column => column[from..to])];
            first = end;
        }

        return heads;
    }

    private static async Task<long[][]> ColumnsAsync(NpgsqlConnection connection, string sql, int count)
    {
        var columns = Enumerable.Range(0, count).Select(static _ => new List<long>()).ToArray();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            for (var column = 0; column < count; column++) columns[column].Add(Convert.ToInt64(reader.GetValue(column), null));
        }

        return [.. columns.Select(static column => column.ToArray())];
    }
}
