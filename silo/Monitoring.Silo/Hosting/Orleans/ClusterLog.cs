using Microsoft.Extensions.Logging;

namespace Monitoring.Silo.Hosting.Cluster;

/// <summary>Log of the cluster's hosting; numbers 2800 to 2899.</summary>
internal static partial class ClusterLog
{
    [LoggerMessage(2800, LogLevel.Warning, "Redis is away; new alerts are looked for without its signals.")]
    public static partial void RedisAway(ILogger logger, Exception? exception);

    [LoggerMessage(2801, LogLevel.Information, "Redis is back.")]
    public static partial void RedisBack(ILogger logger);
}
