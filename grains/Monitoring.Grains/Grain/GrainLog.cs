using Microsoft.Extensions.Logging;
using Monitoring.Grains.Journal;

namespace Monitoring.Grains.Grain;

/// <summary>Log of the Grain stage, events 2000 to 2999.</summary>
internal static partial class GrainLog
{
    [LoggerMessage(2001, LogLevel.Information, "{Grain}: commit ended as {Status}; the state is read again")]
    public static partial void Discarded(ILogger log, string grain, CommitStatus status);

    [LoggerMessage(2002, LogLevel.Warning, "{Grain}: snapshot at {Snapshot} is ahead of the journal at {Journal} and is not used")]
    public static partial void SnapshotAhead(ILogger log, string grain, long snapshot, long journal);

    [LoggerMessage(2003, LogLevel.Warning, "{Grain}: snapshot is damaged and is not used")]
    public static partial void SnapshotDamaged(ILogger log, string grain, Exception error);

    [LoggerMessage(2004, LogLevel.Warning, "{Grain}: snapshot was not written")]
    public static partial void SnapshotFailed(ILogger log, string grain, Exception error);

    [LoggerMessage(2005, LogLevel.Error, "{Grain}: {Commands} calls with {Postings} postings failed together; each is decided by itself")]
    public static partial void Parted(ILogger log, string grain, int commands, int postings, Exception error);
}
