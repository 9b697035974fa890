namespace Monitoring.EndToEnd.Faults;

/// <summary>A body of the feed, and what the auditor must know of it.</summary>
internal sealed record Batch(byte[] Body, IReadOnlyList<SentPosting> Postings);
