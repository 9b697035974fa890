namespace Monitoring.Models.Training;

/// <summary>What is known of a row besides its features.</summary>
/// <param name="Positive">Whether it belongs to trouble.</param>
/// <param name="Weight">How many rows of the population it stands for.</param>
/// <param name="Group">Account, never split between training and checking in a cross-validation.</param>
/// <param name="At">Event time, UTC ticks.</param>
public readonly record struct RowTruth(bool Positive, float Weight, string Group, long At)
{
    /// <summary>How much it counts in training beside its weight; calibration does not look at it.</summary>
    public float Emphasis { get; init; } = 1;
}
