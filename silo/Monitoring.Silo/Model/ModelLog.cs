using Microsoft.Extensions.Logging;

namespace Monitoring.Silo.Model;

/// <summary>What the model's host logs: events 3000 to 3099, of the stage Detection.</summary>
internal static partial class ModelLog
{
    [LoggerMessage(3000, LogLevel.Information, "Model {Version} is in force: {Trees} trees, warns from {Threshold}, looks at each {PartsOfLarge}th part of a large amount that moves (0: at every posting).")]
    public static partial void Loaded(this ILogger logger, string version, int trees, double threshold, int partsOfLarge);

    [LoggerMessage(3001, LogLevel.Error, "The model in {Folder} cannot be used: {Problem} What was in force before stays in force.")]
    public static partial void Refused(this ILogger logger, string folder, string problem);

    [LoggerMessage(3002, LogLevel.Warning, "The bank has drifted away from what model {Version} was trained on: the population-stability index of its scores is {Index:F3}, the alarm {Alarm}; of the features {Name} moved furthest, {Furthest:F3}.")]
    public static partial void Drifting(this ILogger logger, string version, double index, double alarm, string name, double furthest);

    [LoggerMessage(3003, LogLevel.Information, "What model {Version} sees is again as in its training.")]
    public static partial void Settled(this ILogger logger, string version);

    [LoggerMessage(3004, LogLevel.Error, "Looking after the model failed; it is tried again.")]
    public static partial void LookFailed(this ILogger logger, Exception exception);
}
