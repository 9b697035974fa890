using Microsoft.Extensions.Logging;
using Monitoring.Contracts.Alert;

namespace Monitoring.Silo.Escalation;

/// <summary>What escalation logs: events 6000 to 6099. Ids only.</summary>
internal static partial class EscalationLog
{
    [LoggerMessage(6000, LogLevel.Information, "Alert {Alert} escalated to level {Level}: its time limit ended.")]
    public static partial void Escalated(this ILogger logger, AlertId alert, int level);

    [LoggerMessage(6001, LogLevel.Debug, "Alert {Alert} was not escalated: {Code}.")]
    public static partial void Overtaken(this ILogger logger, AlertId alert, string code);

    [LoggerMessage(6002, LogLevel.Warning, "Alert {Alert} could not be escalated; it is tried again.")]
    public static partial void Unavailable(this ILogger logger, Exception exception, AlertId alert);

    [LoggerMessage(6003, LogLevel.Error, "Looking for alerts whose time limit ended failed; it is tried again.")]
    public static partial void LookFailed(this ILogger logger, Exception exception);

    [LoggerMessage(6004, LogLevel.Error, "Looking for business days that are over failed; it is tried again.")]
    public static partial void DaysFailed(this ILogger logger, Exception exception);

    [LoggerMessage(6011, LogLevel.Warning, "The file of the day closed last is damaged; days that ended meanwhile are left to their feed.")]
    public static partial void ClosedDayDamaged(this ILogger logger, Exception exception);

    [LoggerMessage(6012, LogLevel.Warning, "Whether the clock runs in this process could not be found out; it is tried again.")]
    public static partial void LeaseFailed(this ILogger logger, Exception exception);

    [LoggerMessage(6010, LogLevel.Error, "The business day {Date} could not be closed; it is tried again.")]
    public static partial void DayNotClosed(this ILogger logger, Exception exception, DateOnly date);
}
