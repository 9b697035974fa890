namespace Monitoring.Models.Metrics;

/// <summary>How well a score ranks positives before negatives. Ties count as what they are: rows that no threshold can part.</summary>
public static class RankingMetrics
{
    /// <summary>Area under the ROC curve: the chance that a positive scores above a negative, ties counting half.</summary>
    /// <param name="rows">Score and truth.</param>
    /// <returns><c>NaN</c> when there are no positives or no negatives.</returns>
    public static double RocArea(IEnumerable<Scored> rows)
    {
        double above = 0, positives = 0, negatives = 0;
        foreach (var (p, n) in Steps(rows))
        {
            above += n * (positives + (p / 2));
            positives += p;
            negatives += n;
        }

        return positives == 0 || negatives == 0 ? double.NaN : above / (positives * negatives);
    }

    /// <summary>Average precision: the area under the precision–recall curve without interpolation.</summary>
    /// <param name="rows">Score and truth.</param>
    /// <returns><c>NaN</c> when there are no positives.</returns>
    public static double AveragePrecision(IEnumerable<Scored> rows)
    {
        double area = 0, positives = 0, seen = 0;
        foreach (var (p, n) in Steps(rows))
        {
            positives += p;
            seen += p + n;
            if (seen > 0) area += p * positives / seen;
        }

        return positives == 0 ? double.NaN : area / positives;
    }

    /// <summary>
    /// Mean distance between the score, read as a probability, and the share of positives, over equally wide bins weighted by their rows.
    /// </summary>
    /// <param name="rows">Score from 0 to 1, and truth.</param>
    /// <param name="bins">Number of bins.</param>
    public static double CalibrationError(IEnumerable<Scored> rows, int bins = 20)
    {
        var (weight, score, positive) = (new double[bins], new double[bins], new double[bins]);
        foreach (var row in rows)
        {
            var bin = Math.Clamp((int)(row.Score * bins), 0, bins - 1);
            weight[bin] += row.Weight;
            score[bin] += row.Weight * row.Score;
            if (row.Positive) positive[bin] += row.Weight;
        }

        var total = weight.Sum();
        return total == 0 ? double.NaN : Enumerable.Range(0, bins).Sum(bin => Math.Abs(score[bin] - positive[bin])) / total;
    }

    /// <summary>Weights of positives and negatives at each distinct score, highest score first.</summary>
    private static IEnumerable<(double Positive, double Negative)> Steps(IEnumerable<Scored> rows)
    {
        double positive = 0, negative = 0;
        double? current = null;
        foreach (var row in rows.OrderByDescending(static row => row.Score))
        {
            if (current is { } score && score != row.Score)
            {
                yield return (positive, negative);
                (positive, negative) = (0, 0);
            }

            current = row.Score;
            if (row.Positive) positive += row.Weight;
            else negative += row.Weight;
        }

        if (current is not null) yield return (positive, negative);
    }
}
