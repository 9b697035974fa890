using Monitoring.Silo.Feed;

namespace Monitoring.Api;

/// <summary>What the api logs: events 7000 to 7099. Never a token, never a payload.</summary>
internal static partial class ApiLog
{
    [LoggerMessage(7000, LogLevel.Information, "Monitoring is at {Url}; data in {Directory}.")]
    public static partial void Listening(this ILogger logger, string url, string directory);

    [LoggerMessage(7010, LogLevel.Information,
        "The simulated bank lives: {Customers} accounts, {Postings} postings of history, from {Now} on at {Rate} times the speed.")]
    public static partial void DemoStarted(this ILogger logger, int customers, long postings, DateTimeOffset now, double rate);

    [LoggerMessage(
        7011, LogLevel.Warning, "The feed took a body of {Kind} of the simulated bank only in part: {Status}, {Rejected} rejected.")]
    public static partial void DemoRefused(this ILogger logger, FeedKind kind, FeedStatus status, long rejected);
}
