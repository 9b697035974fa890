using Monitoring.Models.Metrics;

namespace Monitoring.Models.Tests.Metrics;

public sealed class RankingMetricsTests
{
    [Fact]
    public void A_perfect_order_has_area_one_and_its_reverse_none()
    {
        Scored[] rows = [new(0.9, true), new(0.8, true), new(0.3, false), new(0.1, false)];

        Assert.Equal(1, RankingMetrics.RocArea(rows), 12);
        Assert.Equal(1, RankingMetrics.AveragePrecision(rows), 12);
        Assert.Equal(0, RankingMetrics.RocArea(rows.Select(row => row with { Score = -row.Score })), 12);
    }

    [Fact]
    public void Areas_are_those_that_can_be_counted_by_hand()
    {
        // Positive, negative, positive, negative from the top: three of four pairs in order; precisions 1 and 2/3.
        Scored[] rows = [new(4, true), new(3, false), new(2, true), new(1, false)];

        Assert.Equal(0.75, RankingMetrics.RocArea(rows), 12);
        Assert.Equal((1 + (2.0 / 3)) / 2, RankingMetrics.AveragePrecision(rows), 12);
    }

    [Fact]
    public void Ties_are_no_order()
    {
        Scored[] rows = [new(1, true), new(1, false), new(1, false), new(1, false)];

        Assert.Equal(0.5, RankingMetrics.RocArea(rows), 12);
        Assert.Equal(0.25, RankingMetrics.AveragePrecision(rows), 12);
    }

    [Fact]
    public void A_weight_is_as_many_rows()
    {
        Scored[] many = [new(3, false), new(2, true), new(1, false), new(1, false), new(1, false)];
        Scored[] few = [new(3, false), new(2, true), new(1, false, 3)];

        Assert.Equal(RankingMetrics.RocArea(many), RankingMetrics.RocArea(few), 12);
        Assert.Equal(RankingMetrics.AveragePrecision(many), RankingMetrics.AveragePrecision(few), 12);
    }

    [Fact]
    public void Without_positives_or_negatives_there_is_no_area()
    {
        Assert.Equal(double.NaN, RankingMetrics.RocArea([new(1, true)]));
        Assert.Equal(double.NaN, RankingMetrics.AveragePrecision([new(1, false)]));
    }

    [Fact]
    public void A_score_that_tells_the_share_of_positives_is_calibrated()
    {
        var told = Enumerable.Range(0, 100).Select(i => new Scored(0.22, i < 22));
        var boasting = Enumerable.Range(0, 100).Select(i => new Scored(0.92, i < 22));

        Assert.Equal(0, RankingMetrics.CalibrationError(told), 12);
        Assert.Equal(0.7, RankingMetrics.CalibrationError(boasting), 12);
    }
}
