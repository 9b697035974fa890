namespace Monitoring.GraphQL;

/// <summary>Takes exactly one value into the response.</summary>
public readonly struct ScalarOutput
{
    private readonly JsonBuffer _buffer;

    internal ScalarOutput(JsonBuffer buffer) => _buffer = buffer;

    /// <summary>Writes a whole number.</summary>
    public void Number(long value) => _buffer.Number(value);

    /// <summary>Writes a finite number.</summary>
    public void Number(double value) => _buffer.Number(value);

    /// <summary>Writes a number that has decimals.</summary>
    public void Number(decimal value) => _buffer.Number(value);

    /// <summary>Writes a string.</summary>
    public void String(ReadOnlySpan<char> value) => _buffer.String(value);

    /// <summary>Writes <c>true</c> or <c>false</c>.</summary>
    public void Boolean(bool value) => _buffer.Boolean(value);

    /// <summary>Writes a whole JSON value as it is; the caller vouches for its form.</summary>
    public void Json(ReadOnlySpan<byte> utf8) => _buffer.Raw(utf8);
}
