namespace Monitoring.Models.Metrics;

/// <summary>One scored row and its truth.</summary>
/// <param name="Score">Higher is more suspicious.</param>
/// <param name="Positive">Whether it is a positive.</param>
/// <param name="Weight">How many rows it stands for.</param>
public readonly record struct Scored(double Score, bool Positive, double Weight = 1);
