namespace Monitoring.Models.Training.Boosting;

/// <summary>A row as ML.NET reads it.</summary>
internal sealed class TrainingRow
{
    /// <summary>Features in the order of the schema.</summary>
    public float[] Features { get; set; } = [];

    /// <summary>Whether it is a positive.</summary>
    public bool Label { get; set; }

    /// <summary>How much it counts.</summary>
    public float Weight { get; set; } = 1;
}
