using Monitoring.Models.Metrics;
using Monitoring.Models.Training;

namespace Monitoring.Models.Tests.Training;

public sealed class PlattFitTests
{
    [Fact]
    public void Finds_the_sigmoid_that_the_rows_were_drawn_from()
    {
        var rows = Rows(slope: -1.7, offset: 2.5);

        var fit = PlattFit.Of(rows);

        Assert.Equal(-1.7, fit.Slope, 1);
        Assert.Equal(2.5, fit.Offset, 1);
    }

    [Fact]
    public void Leaves_rare_positives_rare()
    {
        var rows = Rows(slope: -1.2, offset: 6);

        var fit = PlattFit.Of(rows);

        double expected = rows.Sum(row => row.Weight * fit.ProbabilityOf(row.Score));
        double found = rows.Where(row => row.Positive).Sum(row => row.Weight);
        Assert.Equal(found / rows.Sum(row => row.Weight), expected / rows.Sum(row => row.Weight), 3);
    }

    [Fact]
    public void A_perfect_order_does_not_promise_certainty()
    {
        Scored[] rows = [new(5, true), new(4, true), new(-4, false), new(-5, false)];

        var fit = PlattFit.Of(rows);

        Assert.InRange(fit.ProbabilityOf(5), 0.6, 0.99);
        Assert.True(fit.Slope < 0);
    }

    [Fact]
    public void Rows_of_one_sort_cannot_be_calibrated() =>
        Assert.Throws<TrainingException>(() => PlattFit.Of([new(1, true), new(2, true)]));

    /// <summary>At each score as much weight of positives and negatives as the sigmoid says.</summary>
    private static List<Scored> Rows(double slope, double offset)
    {
        var rows = new List<Scored>();
        for (double score = -6; score <= 6; score += 0.05)
        {
            double p = 1 / (1 + Math.Exp((slope * score) + offset));
            rows.Add(new Scored(score, true, 1000 * p));
            rows.Add(new Scored(score, false, 1000 * (1 - p)));
        }

        return rows;
    }
}
