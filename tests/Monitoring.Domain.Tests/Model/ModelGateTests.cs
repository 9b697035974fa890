using FsCheck.Fluent;
using Monitoring.Contracts.Alert;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using Monitoring.Domain.Model;
using Monitoring.Domain.Tests.Support;

namespace Monitoring.Domain.Tests.Model;

public sealed class ModelGateTests
{
    private static readonly Feature[] Money = [.. FeatureSchema.All.Where(one => one.Unit == FeatureUnit.Size && one.Feature != Feature.BalanceSize).Select(one => one.Feature)];

    /// <summary>Models with their gate and without it.</summary>
    private static readonly (ModelInForce Gated, ModelInForce All)[] Pairs =
        [.. new[] { 0.6, 0.8, 0.9 }.Select(threshold => (
            new ModelInForce(SmallModel.Package(), threshold), new ModelInForce(SmallModel.Package(), threshold, scoreAll: true)))];

    [Fact]
    public void The_small_model_cannot_warn_before_nine_sizes_of_turnover()
    {
        var gate = new ModelInForce(SmallModel.Package()).Gate;

        Assert.Equal(9, gate.Bound, 0.001);
        Assert.True(gate.Bound < 9);
    }

    [Fact]
    public void A_lower_threshold_closes_the_gate_less_and_one_that_is_always_reached_leaves_it_open()
    {
        var package = SmallModel.Package();

        Assert.True(new ModelInForce(package, threshold: 0.05).Gate.IsOpen);
        Assert.Equal(FeatureSchema.ScaleMax, new ModelInForce(package, threshold: 0.99).Gate.Bound);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_vector_beneath_the_gate_reaches_the_threshold(int seed)
    {
        var chance = new Random(seed);
        var package = RandomModel.Package(seed, 0.5);
        var highest = Enumerable.Range(0, 2_000).Max(_ => package.Model.Score(RandomModel.Vector(chance)));
        // Thresholds from what is seen to what is never seen: for some the gate is closed a little, for some wholly.
        for (var threshold = highest; threshold < 1; threshold += (1 - highest) / 4)
        {
            var gate = new ModelInForce(package, threshold).Gate;
            for (var i = 0; i < 2_000; i++)
            {
                var vector = RandomModel.Vector(chance);
                foreach (var feature in Money) vector[(int)feature] = Math.Min(vector[(int)feature], gate.Bound);
                if (!gate.IsOpen) Assert.True(package.Model.Score(vector) < threshold);
            }
        }
    }

    [Fact]
    public void What_the_gate_leaves_out_loses_no_alert() => Holds.For(RandomLife.Steps.Resize(120), steps =>
    {
        foreach (var (gated, all) in Pairs) Assert.Equal(AlertsOf(all, steps), AlertsOf(gated, steps));
    });

    private static List<(AlertId, AlertState, double?)> AlertsOf(ModelInForce model, RandomStep[] steps)
    {
        var books = new Books { Rules = new LedgerRules(new DetectionParameters(), Books.Shanghai, OpenUnknownAccounts: true) { Model = model } };
        RandomLife.Live(books, steps);
        return [.. books.Alerts.Select(alert => (alert.Id, alert.State, alert.Score))];
    }
}
