using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using Monitoring.Domain.Model;
using Monitoring.Models.Evaluation;
using Monitoring.Models.Replay;
using Monitoring.Models.Simulation;
using Monitoring.Models.Training;

namespace Monitoring.Models.Tests;

/// <summary>Live scoring of whole banks with the committed model, against what its definition says of every posting.</summary>
public sealed class ModelTriggerOnBanksTests
{
    private static readonly SimulationOptions Bank = SimulationPresets.Evaluation(3003) with
    {
        Accounts = 800,
        Days = 150,
        Branches = 3,
        Patterns = SimulationPresets.Evaluation(3003).Patterns with { CasesPerKind = 4 },
    };

    [Fact]
    public void Live_scores_are_at_each_posting_what_the_definition_says_and_the_evaluation_looks_at_the_same()
    {
        var package = ModelFolder.Load(DefaultModel.Folder);
        var live = new LiveScores();
        var definition = new Definition(package, live);
        var rules = BankRules.With(new DetectionParameters()) with { Model = new ModelInForce(package, observer: live) };

        LaneReplay.Run(new SimulatedHistory(Bank), rules, 1, _ => definition, static () => null);
        var evaluated = BankEvaluation.Run(Bank, package.Model, package.Trigger, lanes: 1);

        Assert.True(definition.Alerts > 10, $"{definition.Alerts} alerts");
        Assert.InRange(live.Count, 1, definition.Postings / 2);
        Assert.Equal((definition.Postings, live.Count), evaluated.Scored);
    }

    private sealed class LiveScores : IScoreObserver
    {
        public long Count { get; private set; }

        public double? Last { get; set; }

        public void Scored(double score, ReadOnlySpan<float> vector)
        {
            Count++;
            Last = score;
        }
    }

    /// <summary>
    /// Scores every posting, and says by plain sums of its own whether the model looks: where a block's sum passes a part, or while the last
    /// look found something.
    /// </summary>
    private sealed class Definition(ModelPackage package, LiveScores live) : IReplayObserver
    {
        private readonly float[] _vector = new float[FeatureSchema.Length];
        private readonly Dictionary<string, Plain> _accounts = [];

        public long Postings { get; private set; }

        public int Alerts { get; private set; }

        public void Posted(ReplayAccount account, Decision decision, Posting posting, string? caseId)
        {
            var told = live.Last;
            live.Last = null;
            if (!_accounts.TryGetValue(account.Id, out var plain)) _accounts.Add(account.Id, plain = new Plain());
            if (posting.ReversalOf is not null) plain.Reversed = true;
            if (!posting.IsCustomerInitiated || !Features.Fill(account.State, decision.Parameters.Large, _vector))
            {
                Assert.Null(told);
                return;
            }

            Postings++;
            var score = package.Model.Score(_vector);
            var limit = decision.Parameters.Large.LimitOf(account.State.Account!.Kind, account.State.Currency);
            var passes = plain.Passes(account.State.HighWater, posting.SignedAmount, limit / package.Trigger.PartsOfLarge);
            // What a reversal takes out of a block is not told by plain sums: of such accounts the trigger itself is asked.
            if (plain.Reversed) passes = package.Trigger.IsDue(account.State, decision.Parameters.Large);
            var looked = passes || plain.Notable;

            Assert.Equal(looked ? score : null, told);
            if (looked) plain.Notable = score >= ModelScore.Notable;
            var alert = decision.Events.OfType<AlertChanged>().SingleOrDefault(changed => changed.Alert.Score is not null);
            if (alert is null) return;
            Alerts++;
            Assert.Equal(score, alert.Alert.Score);
            Assert.True(score >= package.AlertThreshold);
        }

        public void Decided(ReplayAccount account, Decision decision)
        {
        }
    }

    private sealed class Plain
    {
        private readonly long[] _sums = new long[2];
        private long _block;

        public bool Notable { get; set; }

        public bool Reversed { get; set; }

        public bool Passes(long at, long signed, long part)
        {
            var block = (at + SimulationOptions.ShanghaiOffset.Ticks) / TimeSpan.TicksPerDay / 5;
            if (block != _block) Array.Clear(_sums);
            _block = block;
            ref var sum = ref _sums[signed > 0 ? 1 : 0];
            var before = sum;
            sum += Math.Abs(signed);
            return sum / part > before / part;
        }
    }
}
