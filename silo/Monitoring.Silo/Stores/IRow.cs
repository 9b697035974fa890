namespace Monitoring.Silo.Stores;

/// <summary>The present row of a read; columns count from 0.</summary>
internal interface IRow
{
    /// <summary>Whether the column has no value.</summary>
    bool IsNull(int column);

    /// <summary>A number.</summary>
    long Int64(int column);

    /// <summary>A number or nothing.</summary>
    long? Int64OrNull(int column);

    /// <summary>A text.</summary>
    string Text(int column);

    /// <summary>A text or nothing.</summary>
    string? TextOrNull(int column);

    /// <summary>Bytes; gone when the row is left.</summary>
    ReadOnlySpan<byte> Bytes(int column);
}
