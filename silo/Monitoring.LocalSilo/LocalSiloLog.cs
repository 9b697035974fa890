using Microsoft.Extensions.Logging;
using Orleans;

namespace Monitoring.LocalSilo;

/// <summary>Everything the silo logs: event ids 2900 to 2999, in the range of the stage "grain".</summary>
internal static partial class LocalSiloLog
{
    [LoggerMessage(2900, LogLevel.Critical, "A turn of {Grain} failed inside the silo; its other calls go on.")]
    internal static partial void TurnFailed(ILogger logger, Exception exception, Activation grain);

    [LoggerMessage(2901, LogLevel.Error, "{Grain} could not be activated; the calls that waited for it fail.")]
    internal static partial void ActivationFailed(ILogger logger, Exception exception, Activation grain);

    [LoggerMessage(2902, LogLevel.Error, "OnDeactivateAsync of {Grain} failed ({Reason}); the grain is put away all the same.")]
    internal static partial void DeactivationFailed(ILogger logger, Exception exception, Activation grain, DeactivationReasonCode reason);

    [LoggerMessage(2903, LogLevel.Error, "{Grain} failed in its Dispose.")]
    internal static partial void DisposalFailed(ILogger logger, Exception exception, Activation grain);

    [LoggerMessage(2904, LogLevel.Error, "A timer of {Grain} failed; it goes on ticking.")]
    internal static partial void TimerFailed(ILogger logger, Exception exception, Activation grain);

    [LoggerMessage(2905, LogLevel.Error, "{Operation} of state {State} of grain {Key} failed.")]
    internal static partial void StorageFailed(ILogger logger, Exception exception, string operation, string state, string key);

    [LoggerMessage(2906, LogLevel.Warning, "A one-way call to {Type}/{Key} failed.")]
    internal static partial void OneWayFailed(ILogger logger, Exception exception, string type, string key);

    [LoggerMessage(2907, LogLevel.Information, "The silo stops: {Active} active grains finish their calls and are put away.")]
    internal static partial void Stopping(ILogger logger, int active);

    [LoggerMessage(2908, LogLevel.Information, "The silo has stopped.")]
    internal static partial void Stopped(ILogger logger);

    [LoggerMessage(2909, LogLevel.Error, "The silo ran out of time while stopping; {Active} active grains were left as they were.")]
    internal static partial void StoppedInTheMiddle(ILogger logger, int active);
}
