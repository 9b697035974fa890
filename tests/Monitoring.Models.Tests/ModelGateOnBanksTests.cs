using Monitoring.Contracts.Alert;
using Monitoring.Domain.Model;
using Monitoring.Domain.Tests.Model;
using Monitoring.Models.Simulation;

namespace Monitoring.Models.Tests;

/// <summary>What the model's gate leaves out is proven to be of no account; here it is looked at on whole banks.</summary>
public sealed class ModelGateOnBanksTests
{
    [Theory]
    [InlineData(3, 0.5)]
    [InlineData(4, 0.6)]
    public void Scoring_every_posting_of_a_bank_raises_no_alert_that_the_gate_loses(ulong seed, double threshold)
    {
        var options = SimulationPresets.EveryRule(seed) with
        {
            Accounts = 400,
            Days = 150,
            Branches = 3,
            Patterns = new PatternOptions { CasesPerKind = 6, DisguisedPermille = 500 },
        };
        var run = new GatheredRun(options);
        var lastDay = DateOnly.FromDateTime(options.Start.DateTime).AddDays(options.Days!.Value);
        var (all, gated) = (new Counting(), new Counting());
        var open = new LiveRules(run, lastDay, new ModelInForce(SmallModel.Package(), threshold, all, scoreAll: true));
        var closed = new LiveRules(run, lastDay, new ModelInForce(SmallModel.Package(), threshold, gated));
        var warned = 0;
        foreach (var id in run.Accounts.Keys)
        {
            var expected = open.AlertsOn(id);
            var alerts = closed.AlertsOn(id);

            Assert.Equal(expected.Select(alert => (alert.Id, alert.Score)), alerts.Select(alert => (alert.Id, alert.Score)));
            warned += expected.Count(alert => alert.Rule == AlertRule.Model);
        }

        Assert.True(warned > 0);
        Assert.True(gated.Scores < all.Scores, $"{gated.Scores} of {all.Scores} scored");
    }

    private sealed class Counting : IScoreObserver
    {
        public int Scores { get; private set; }

        public void Scored(double score, ReadOnlySpan<float> vector) => Scores++;
    }
}
