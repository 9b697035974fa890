namespace Monitoring.Models.Simulation;

/// <summary>A range of whole numbers, both ends included.</summary>
/// <param name="Low">Least value.</param>
/// <param name="High">Greatest value.</param>
public readonly record struct StrengthBand(int Low, int High)
{
    /// <summary>Whether a value lies in the range.</summary>
    public bool Contains(int value) => value >= Low && value <= High;
}
