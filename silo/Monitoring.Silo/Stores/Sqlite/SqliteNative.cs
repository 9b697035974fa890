using System.Runtime.InteropServices;

namespace Monitoring.Silo.Stores.Sqlite;

/// <summary>
/// The few functions of SQLite that are called dozens of times a posting, on plain handles: the library of packages counts the references
/// to a handle at each call, which costs several times what these do. The statement's owner keeps the handle alive.
/// </summary>
internal static class SqliteNative
{
    private const string Library = "e_sqlite3";

    /// <summary>Tells SQLite to copy what is bound.</summary>
    public static readonly nint Transient = -1;

    /// <summary>Sets a parameter; a few nanoseconds, so that the collector can wait for it.</summary>
    [DllImport(Library, EntryPoint = "sqlite3_bind_int64")]
    [SuppressGCTransition]
    public static extern int BindInt64(nint statement, int index, long value);

    /// <summary>Sets a parameter to NULL.</summary>
    [DllImport(Library, EntryPoint = "sqlite3_bind_null")]
    [SuppressGCTransition]
    public static extern int BindNull(nint statement, int index);

    /// <summary>Sets a parameter to bytes.</summary>
    [DllImport(Library, EntryPoint = "sqlite3_bind_blob")]
    public static extern int BindBlob(nint statement, int index, in byte value, int length, nint destructor);

    /// <summary>Goes to the next row, or to the end.</summary>
    [DllImport(Library, EntryPoint = "sqlite3_step")]
    public static extern int Step(nint statement);

    /// <summary>Makes a statement ready to run again; its parameters stay.</summary>
    [DllImport(Library, EntryPoint = "sqlite3_reset")]
    public static extern int Reset(nint statement);

    /// <summary>A column as a number.</summary>
    [DllImport(Library, EntryPoint = "sqlite3_column_int64")]
    [SuppressGCTransition]
    public static extern long ColumnInt64(nint statement, int column);

    /// <summary>Rows that the last statement changed.</summary>
    [DllImport(Library, EntryPoint = "sqlite3_changes")]
    [SuppressGCTransition]
    public static extern int Changes(nint database);
}
