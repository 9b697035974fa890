namespace Monitoring.Silo.Feed.Parsing;

/// <summary>The rest of a body can't be cut into records; what came before it is unharmed.</summary>
internal sealed class FeedBrokenException(long line, string? field, string code, string message, byte[]? excerpt = null)
    : Exception(message)
{
    public long Line { get; } = line;

    public string? Field { get; } = field;

    public string Code { get; } = code;

    /// <summary>Start of what could not be read.</summary>
    public byte[] Excerpt { get; } = excerpt ?? [];
}
