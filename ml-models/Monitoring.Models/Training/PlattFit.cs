namespace Monitoring.Models.Training;

/// <summary>
/// Calibration by a sigmoid: the probability of a raw score s is 1 / (1 + e^(slope · s + offset)). Fitted by Newton's method on the
/// weighted likelihood with Platt's smoothed targets, so that a few rows never promise certainty.
/// </summary>
/// <param name="Slope">Factor of the raw score; negative where higher scores are more suspicious.</param>
/// <param name="Offset">Constant part.</param>
public readonly record struct PlattFit(double Slope, double Offset)
{
    private const int RoundsMax = 200;
    private const double ProgressMin = 1e-10;
    private const double Ridge = 1e-9;

    /// <summary>The probability of a raw score.</summary>
    public double ProbabilityOf(double raw) => 1 / (1 + Math.Exp((Slope * raw) + Offset));

    /// <summary>Fits a sigmoid.</summary>
    /// <param name="rows">Raw scores with truth and weight.</param>
    /// <exception cref="TrainingException">There are no positives or no negatives.</exception>
    public static PlattFit Of(IReadOnlyList<Metrics.Scored> rows)
    {
        double positives = rows.Where(static row => row.Positive).Sum(static row => row.Weight);
        double negatives = rows.Where(static row => !row.Positive).Sum(static row => row.Weight);
        if (positives <= 0 || negatives <= 0) throw new TrainingException("Calibration needs rows of both sorts.");
        var (high, low) = ((positives + 1) / (positives + 2), 1 / (negatives + 2));
        var fit = new PlattFit(-1, Math.Log((negatives + 1) / (positives + 1)));
        var loss = fit.Loss(rows, high, low);
        for (var round = 0; round < RoundsMax; round++)
        {
            var (stepSlope, stepOffset) = fit.NewtonStep(rows, high, low);
            var next = fit;
            var nextLoss = loss;
            for (var size = 1.0; size > ProgressMin; size /= 2)
            {
                next = new PlattFit(fit.Slope - (size * stepSlope), fit.Offset - (size * stepOffset));
                nextLoss = next.Loss(rows, high, low);
                if (nextLoss < loss) break;
            }

            if (loss - nextLoss < ProgressMin * loss) break;
            (fit, loss) = (next, nextLoss);
        }

        return fit;
    }

    private (double Slope, double Offset) NewtonStep(IReadOnlyList<Metrics.Scored> rows, double high, double low)
    {
        double gradientSlope = 0, gradientOffset = 0, a = Ridge, b = 0, c = Ridge;
        foreach (var row in rows)
        {
            var p = ProbabilityOf(row.Score);
            var error = row.Weight * ((row.Positive ? high : low) - p);
            var curvature = row.Weight * p * (1 - p);
            gradientSlope += error * row.Score;
            gradientOffset += error;
            a += curvature * row.Score * row.Score;
            b += curvature * row.Score;
            c += curvature;
        }

        var determinant = (a * c) - (b * b);
        return (((c * gradientSlope) - (b * gradientOffset)) / determinant, ((a * gradientOffset) - (b * gradientSlope)) / determinant);
    }

    private double Loss(IReadOnlyList<Metrics.Scored> rows, double high, double low)
    {
        double loss = 0;
        foreach (var row in rows)
        {
            var z = (Slope * row.Score) + Offset;
            var target = row.Positive ? high : low;
            // log(1 + e^z), without overflow.
            var softplus = z > 0 ? z + Math.Log(1 + Math.Exp(-z)) : Math.Log(1 + Math.Exp(z));
            loss += row.Weight * (softplus - ((1 - target) * z));
        }

        return loss;
    }
}
