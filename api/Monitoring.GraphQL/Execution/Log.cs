using Microsoft.Extensions.Logging;

namespace Monitoring.GraphQL;

internal static partial class Log
{
    [LoggerMessage(7001, LogLevel.Error, "Resolver {Member} failed.")]
    public static partial void ResolverFailed(ILogger logger, string member, Exception exception);

    [LoggerMessage(7002, LogLevel.Error, "An operation failed as a whole.")]
    public static partial void OperationFailed(ILogger logger, Exception exception);

    [LoggerMessage(7003, LogLevel.Warning, "A subscription was closed because its client does not keep up: {Field}.")]
    public static partial void SlowConsumer(ILogger logger, string field);

    [LoggerMessage(7004, LogLevel.Error, "The source of subscription {Field} failed.")]
    public static partial void SourceFailed(ILogger logger, string field, Exception exception);

    [LoggerMessage(7005, LogLevel.Debug, "A WebSocket connection ended: {Reason}")]
    public static partial void ConnectionEnded(ILogger logger, string reason);

    [LoggerMessage(7006, LogLevel.Warning, "An operation had {Count} more errors than are reported.")]
    public static partial void ErrorsOmitted(ILogger logger, long count);
}
