using Monitoring.Contracts.Alert;
using Monitoring.Domain.Detection;

namespace Monitoring.Domain.Tests.Detection;

public sealed class RiskScoreTests
{
    [Fact]
    public void An_account_without_open_alerts_scores_nothing() => Assert.Equal(0, RiskScore.Of([]));

    [Fact]
    public void Two_high_alerts_weigh_more_than_one_and_less_than_twice_as_much()
    {
        var (one, two) = (RiskScore.Of([Severity.High]), RiskScore.Of([Severity.High, Severity.High]));

        Assert.Equal(0.5, one);
        Assert.Equal(0.75, two);
    }

    [Fact]
    public void Each_severity_weighs_more_than_the_one_below()
    {
        var weights = Enum.GetValues<Severity>().Order().Select(RiskScore.WeightOf).ToArray();

        Assert.Equal(weights.Order(), weights);
        Assert.Equal(weights.Distinct(), weights);
    }

    [Fact]
    public void The_order_of_alerts_does_not_change_the_score()
    {
        Severity[] open = [Severity.Low, Severity.Critical, Severity.Medium, Severity.Low, Severity.High];

        Assert.Equal(RiskScore.Of(open), RiskScore.Of(open.Reverse()));
    }

    [Fact]
    public void No_number_of_alerts_reaches_one() =>
        Assert.InRange(RiskScore.Of(Enumerable.Repeat(Severity.Critical, 10_000)), 0.999, Math.BitDecrement(1.0));
}
