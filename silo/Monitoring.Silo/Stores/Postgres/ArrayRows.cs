using Npgsql;
using NpgsqlTypes;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>
/// A statement that takes many rows as arrays, one for each column, which are filled again and again. The command is prepared once for a
/// connection.
/// </summary>
internal sealed class ArrayRows
{
    private readonly List<System.Collections.IList> _columns = [];
    private readonly List<Action<int>> _trims = [];

    /// <param name="sql">The statement; <c>$1</c> is the first column.</param>
    public ArrayRows(string sql) => Command = new NpgsqlBatchCommand(sql);

    /// <summary>The statement.</summary>
    public NpgsqlBatchCommand Command { get; }

    /// <summary>Rows that wait.</summary>
    public int Count => _columns[0].Count;

    /// <summary>A column of type <c>bigint</c>.</summary>
    public List<long> Longs() => Column<long>(NpgsqlDbType.Bigint);

    /// <summary>A column of type <c>bigint</c> that may be null.</summary>
    public List<long?> LongsOrNull() => Column<long?>(NpgsqlDbType.Bigint);

    /// <summary>A column of type <c>text</c>.</summary>
    public List<string?> Texts() => Column<string?>(NpgsqlDbType.Text);

    /// <summary>A column of type <c>bytea</c>.</summary>
    public List<byte[]> Bytes() => Column<byte[]>(NpgsqlDbType.Bytea);

    /// <summary>A column of type <c>uuid</c>.</summary>
    public List<Guid> Guids() => Column<Guid>(NpgsqlDbType.Uuid);

    /// <summary>Forgets the rows.</summary>
    public void Clear()
    {
        foreach (var column in _columns) column.Clear();
    }

    /// <summary>Forgets the rows, and the room for more than so many.</summary>
    public void Trim(int roomMax)
    {
        Clear();
        foreach (var trim in _trims) trim(roomMax);
    }

    private List<T> Column<T>(NpgsqlDbType type)
    {
        var values = new List<T>();
        Command.Parameters.Add(new NpgsqlParameter<List<T>> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
        _columns.Add(values);
        _trims.Add(roomMax =>
        {
            if (values.Capacity > roomMax) values.Capacity = 0;
        });
        return values;
    }
}
