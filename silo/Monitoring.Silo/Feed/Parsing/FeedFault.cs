namespace Monitoring.Silo.Feed.Parsing;

/// <summary>What is wrong with one record.</summary>
internal sealed record FeedFault(string? RecordId, string? Field, string Code, string Message, bool IsCut = false);
