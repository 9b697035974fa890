using Microsoft.Extensions.Logging;

namespace Monitoring.Silo.Feed;

/// <summary>What the feed logs: events 1000 to 1099. Counts and names of sources, never a record's content.</summary>
internal static partial class FeedLog
{
    [LoggerMessage(1000, LogLevel.Information,
        "Feed of {Kind} from {Source} ended {Status}: {Accepted} accepted, {Duplicates} known, {Rejected} rejected.")]
    public static partial void Ended(
        this ILogger logger, FeedKind kind, string source, FeedStatus status, long accepted, long duplicates, long rejected);

    [LoggerMessage(1001, LogLevel.Warning, "Feed of {Kind} from {Source} could not go on after line {Line}.")]
    public static partial void Unavailable(this ILogger logger, Exception? exception, FeedKind kind, string source, long line);

    [LoggerMessage(1002, LogLevel.Error, "Feed of {Kind} from {Source} failed unexpectedly.")]
    public static partial void Failed(this ILogger logger, Exception? exception, FeedKind kind, string source);

    [LoggerMessage(1003, LogLevel.Warning, "Feed of {Kind} from {Source} can't be read beyond line {Line}: {Message}")]
    public static partial void Broken(this ILogger logger, FeedKind kind, string source, long line, string message);

    [LoggerMessage(1010, LogLevel.Information, "Closed the business day {Date:yyyy-MM-dd} of {Accounts} accounts.")]
    public static partial void DayClosed(this ILogger logger, DateOnly date, long accounts);
}
