using Npgsql;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>The present row of a reader; all numbers are read as <c>bigint</c>, truth values as 1 and 0.</summary>
internal sealed class PostgresRow(NpgsqlDataReader reader) : IRow
{
    /// <inheritdoc/>
    public bool IsNull(int column) => reader.IsDBNull(column);

    /// <inheritdoc/>
    public long Int64(int column)
    {
        if (reader.GetFieldType(column) != typeof(bool)) return reader.GetInt64(column);
        return reader.GetBoolean(column) ? 1 : 0;
    }

    /// <inheritdoc/>
    public long? Int64OrNull(int column) => IsNull(column) ? null : Int64(column);

    /// <inheritdoc/>
    public string Text(int column) => reader.GetString(column);

    /// <inheritdoc/>
    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Bytes(int column) => reader.GetFieldType(column) == typeof(Guid)
        ? reader.GetGuid(column).ToByteArray(bigEndian: true)
        : reader.GetFieldValue<byte[]>(column);
}
