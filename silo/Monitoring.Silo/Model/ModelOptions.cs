namespace Monitoring.Silo.Model;

/// <summary>Where the model lies and how it is watched; configuration section <c>Model</c>.</summary>
public sealed class ModelOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Model";

    /// <summary>Value of <see cref="Path"/> with which no model is used.</summary>
    public const string None = "none";

    /// <summary>Folder of the model; when not told, <c>model</c> beside the program, if it is there. <see cref="None"/> for no model.</summary>
    public string? Path { get; init; }

    /// <summary>Probability from which the model warns, above 0 and at most 1; when not told, the model's own.</summary>
    public double? AlertThreshold { get; init; }

    /// <summary>Seconds between looks at the folder, for a new model, and at the drift.</summary>
    public int PollSeconds { get; init; } = 5;

    /// <summary>Least number of scores of a window over which drift is told; of every sixteenth the features are counted.</summary>
    public int DriftScores { get; init; } = 20_000;

    /// <summary>Least hours of a window: a day, so that night is not compared with days.</summary>
    public int DriftHours { get; init; } = 24;

    /// <summary>Population-stability index of the scores above which drift is an alarm; 0.25 is what is commonly taken for a significant shift.</summary>
    public double DriftAlarm { get; init; } = 0.25;

    /// <summary>Folder that is looked at; <c>null</c> when no model is wanted.</summary>
    public string? Folder => Path switch
    {
        null or "" => System.IO.Path.Combine(AppContext.BaseDirectory, "model"),
        None => null,
        _ => Path,
    };

    /// <summary>Whether the folder was named: then it must hold a model.</summary>
    public bool IsNamed => !string.IsNullOrEmpty(Path);

    /// <summary>What is wrong; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (AlertThreshold is not null and not (> 0 and <= 1)) yield return $"{Section}:AlertThreshold: must be above 0 and at most 1.";
        if (PollSeconds is < 1 or > 3_600) yield return $"{Section}:PollSeconds: must be between 1 and 3600.";
        if (DriftScores is < 1_000 or > 100_000_000) yield return $"{Section}:DriftScores: must be between 1000 and 100000000.";
        if (DriftHours is < 0 or > 8_760) yield return $"{Section}:DriftHours: must be between 0 and 8760.";
        if (DriftAlarm is not (> 0 and <= 100)) yield return $"{Section}:DriftAlarm: must be above 0 and at most 100.";
    }
}
