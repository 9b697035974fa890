namespace Monitoring.Silo.Feed;

/// <summary>Why one line was not taken, as the sender is told.</summary>
/// <param name="Line">
/// Physical line from 1: of NDJSON and CSV the line where the record starts, of a JSON array where its object starts.
/// </param>
/// <param name="RecordId">Posting id or id of the reference record, when it could be read.</param>
/// <param name="Field">The field at fault; <c>null</c> when it is the line as a whole.</param>
/// <param name="Code">One of <see cref="Contracts.Feed.FeedCodes"/>.</param>
/// <param name="Message">What was wrong and what is allowed, in English.</param>
public sealed record FeedRejection(long Line, string? RecordId, string? Field, string Code, string Message);
