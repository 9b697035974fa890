using System.Runtime.InteropServices;
using System.Text;
using SQLitePCL;

namespace Monitoring.Silo.Stores.Sqlite;

/// <summary>A prepared statement of a <see cref="SqliteSession"/>; parameters count from 1, columns from 0.</summary>
internal sealed class SqliteStatement : IDisposable, IRow
{
    private const int StackBytesMax = 512;

    private readonly SqliteSession _session;
    private readonly sqlite3_stmt _handle;
    private readonly nint _pointer;

    public SqliteStatement(SqliteSession session, sqlite3_stmt handle)
    {
        _session = session;
        _handle = handle;
        _pointer = handle.DangerousGetHandle();
    }

    /// <summary>Sets a parameter.</summary>
    public void Bind(int index, long value) => _session.Check(SqliteNative.BindInt64(_pointer, index, value));

    /// <summary>Sets a parameter to bytes, copied.</summary>
    public void Bind(int index, ReadOnlySpan<byte> value)
    {
        // An empty span has no address and would become NULL.
        _session.Check(value.IsEmpty
            ? raw.sqlite3_bind_zeroblob(_handle, index, 0)
            : SqliteNative.BindBlob(_pointer, index, MemoryMarshal.GetReference(value), value.Length, SqliteNative.Transient));
    }

    /// <summary>Sets a parameter to a text or NULL.</summary>
    public void Bind(int index, string? value)
    {
        if (value is null)
        {
            BindNull(index);
            return;
        }

        if (value.Length == 0 || Encoding.UTF8.GetMaxByteCount(value.Length) > StackBytesMax)
        {
            _session.Check(raw.sqlite3_bind_text(_handle, index, value));
            return;
        }

        Span<byte> utf8 = stackalloc byte[StackBytesMax];
        var length = Encoding.UTF8.GetBytes(value, utf8);
        _session.Check(raw.sqlite3_bind_text(_handle, index, utf8[..length]));
    }

    /// <summary>Sets a parameter to UTF-8 text, not empty.</summary>
    public void BindUtf8(int index, ReadOnlySpan<byte> value) => _session.Check(raw.sqlite3_bind_text(_handle, index, value));

    /// <summary>Sets a parameter to a number or NULL.</summary>
    public void Bind(int index, long? value)
    {
        if (value is { } number) Bind(index, number);
        else BindNull(index);
    }

    /// <summary>Sets a parameter to NULL.</summary>
    public void BindNull(int index) => _session.Check(SqliteNative.BindNull(_pointer, index));

    /// <summary>Goes to the next row, if there is one; after the last, and after a failure, the statement can be used again.</summary>
    public bool Step()
    {
        var code = SqliteNative.Step(_pointer);
        if (code == raw.SQLITE_ROW) return true;
        if (code != raw.SQLITE_DONE)
        {
            try
            {
                _session.Check(code);
            }
            finally
            {
                SqliteNative.Reset(_pointer);
            }
        }

        SqliteNative.Reset(_pointer);
        return false;
    }

    /// <summary>Runs a statement that returns no rows, and tells how many it changed.</summary>
    public int Run()
    {
        while (Step())
        {
            // A statement that returns rows has run only when all were fetched.
        }

        return _session.Changes;
    }

    /// <summary>Gives up the rest of the rows.</summary>
    public void Reset() => SqliteNative.Reset(_pointer);

    /// <inheritdoc/>
    public bool IsNull(int column) => raw.sqlite3_column_type(_handle, column) == raw.SQLITE_NULL;

    /// <inheritdoc/>
    public long Int64(int column) => SqliteNative.ColumnInt64(_pointer, column);

    /// <inheritdoc/>
    public long? Int64OrNull(int column) => IsNull(column) ? null : Int64(column);

    /// <inheritdoc/>
    public string Text(int column) => raw.sqlite3_column_text(_handle, column).utf8_to_string();

    /// <inheritdoc/>
    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_handle, column);

    /// <inheritdoc/>
    public void Dispose() => raw.sqlite3_finalize(_handle);
}
