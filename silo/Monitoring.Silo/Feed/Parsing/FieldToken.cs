namespace Monitoring.Silo.Feed.Parsing;

internal enum FieldTokenKind : byte
{
    /// <summary>A JSON string, unescaped.</summary>
    Text,

    /// <summary>A JSON number.</summary>
    Number,

    /// <summary>A CSV cell: text or number, as its column wants.</summary>
    Cell,

    /// <summary>A JSON string that is no Unicode text: half of a surrogate pair, or bytes that are not UTF-8.</summary>
    BadText,

    /// <summary>Anything else: true, false, an object, a list where none is expected.</summary>
    Other,
}

/// <summary>One field's value as it stands in the input.</summary>
internal readonly ref struct FieldToken(FieldTokenKind kind, ReadOnlySpan<byte> bytes)
{
    public FieldTokenKind Kind { get; } = kind;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public bool IsText => Kind is FieldTokenKind.Text or FieldTokenKind.Cell;

    public bool IsNumber => Kind is FieldTokenKind.Number or FieldTokenKind.Cell;
}
