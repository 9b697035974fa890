namespace Monitoring.Domain.Model;

/// <summary>From a raw score to a probability; never falling.</summary>
public abstract class Calibration
{
    /// <summary>The probability of a raw score, 0 to 1.</summary>
    public abstract double Probability(double raw);
}

/// <summary>Platt's sigmoid, <c>1 / (1 + exp(slope · raw + offset))</c>.</summary>
/// <param name="slope">Below zero.</param>
/// <param name="offset">Offset.</param>
internal sealed class PlattCalibration(double slope, double offset) : Calibration
{
    public override double Probability(double raw) => 1 / (1 + Math.Exp((slope * raw) + offset));
}

/// <summary>Linear between points, constant outside.</summary>
/// <param name="raws">Raw scores, rising.</param>
/// <param name="probabilities">Probabilities, never falling.</param>
internal sealed class IsotonicCalibration(double[] raws, double[] probabilities) : Calibration
{
    public override double Probability(double raw)
    {
        var index = Array.BinarySearch(raws, raw);
        if (index >= 0) return probabilities[index];
        index = ~index;
        if (index == 0) return probabilities[0];
        if (index == raws.Length) return probabilities[^1];
        var part = (raw - raws[index - 1]) / (raws[index] - raws[index - 1]);
        return probabilities[index - 1] + (part * (probabilities[index] - probabilities[index - 1]));
    }
}
