using Microsoft.Extensions.Logging;

namespace Monitoring.Silo.Journal;

/// <summary>Log of the journal; numbers 4000 to 4999.</summary>
internal static partial class JournalLog
{
    [LoggerMessage(4001, LogLevel.Error, "The journal cannot be written: {Commits} decisions refused, senders will try again.")]
    public static partial void Unavailable(ILogger logger, Exception exception, int commits);

    [LoggerMessage(4002, LogLevel.Error, "It is not known whether {Commits} decisions were written; their grains reload.")]
    public static partial void OutcomeUnknown(ILogger logger, Exception exception, int commits);

    [LoggerMessage(4003, LogLevel.Information, "The journal can be written again.")]
    public static partial void Available(ILogger logger);

    [LoggerMessage(4004, LogLevel.Warning, "{Commits} decisions refused because their grains must decide again.")]
    public static partial void Conflicted(ILogger logger, int commits);

    [LoggerMessage(4005, LogLevel.Error, "A decision of grain {Grain} cannot be written.")]
    public static partial void Refused(ILogger logger, Exception exception, string grain);

    [LoggerMessage(4006, LogLevel.Warning, "The log cannot be copied to the database now; it is tried again.")]
    public static partial void CheckpointFailed(ILogger logger, Exception exception);

    [LoggerMessage(4007, LogLevel.Error, "Snapshots or quarantined lines cannot be written.")]
    public static partial void SideWriteFailed(ILogger logger, Exception exception);

    [LoggerMessage(4008, LogLevel.Error, "A watcher of the journal failed.")]
    public static partial void ListenerFailed(ILogger logger, Exception exception);

    [LoggerMessage(4009, LogLevel.Warning, "A transaction could not be rolled back; closing its connection drops it.")]
    public static partial void RollbackFailed(ILogger logger, Exception exception);

    [LoggerMessage(4010, LogLevel.Warning, "Which posting ids part {Part} has not cannot be told now, and is looked up there; it is tried again.")]
    public static partial void FilterFailed(ILogger logger, Exception exception, int part);

    [LoggerMessage(4020, LogLevel.Warning, "Changes of alerts cannot be read from the journal now; it is tried again.")]
    public static partial void NotFollowed(ILogger logger, Exception exception);
}
