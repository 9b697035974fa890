using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using Monitoring.Domain.Model;
using Monitoring.Models.Replay;
using Monitoring.Models.Simulation;

namespace Monitoring.Models.Tests.Replay;

public sealed class ReplayBankTests
{
    private static readonly SimulationOptions Bank = SimulationPresets.EveryRule(11) with
    {
        Accounts = 300,
        Days = 60,
        Patterns = new PatternOptions { CasesPerKind = 2, MinStrength = 60, DisguisedPermille = 0 },
    };

    private static DateOnly LastDay => DateOnly.FromDateTime(Bank.Start.DateTime).AddDays(Bank.Days!.Value);

    [Fact]
    public void A_replay_raises_what_live_decisions_raise_account_by_account()
    {
        var gathered = new GatheredRun(Bank);
        var live = new LiveRules(gathered, LastDay);

        var replayed = Replay(lanes: 1);

        var expected = gathered.Accounts.Keys.SelectMany(live.AlertsOn).Select(alert => alert.Id).ToHashSet();
        Assert.True(expected.Count > 20);
        var customers = replayed.Alerts.Where(alert => gathered.Accounts.ContainsKey(alert.Account)).Select(alert => alert.Id);
        Assert.Equal(expected.Order(Comparer<AlertId>.Create((a, b) => a.Value.CompareTo(b.Value))), customers.OrderBy(id => id.Value));
    }

    [Fact]
    public void The_number_of_lanes_changes_neither_alerts_nor_features()
    {
        var one = Replay(lanes: 1);
        var three = Replay(lanes: 3);

        Assert.Equal(one.Alerts.Select(alert => alert.Id.Value).Order(), three.Alerts.Select(alert => alert.Id.Value).Order());
        Assert.Equal(one.Vectors.Count, three.Vectors.Count);
        Assert.All(one.Vectors, pair => Assert.Equal(pair.Value, three.Vectors[pair.Key]));
    }

    [Fact]
    public void Features_at_a_posting_do_not_know_what_comes_later()
    {
        var whole = Replay(lanes: 1);
        var cut = Replay(lanes: 1, until: Bank.Start.AddDays(31));

        Assert.True(cut.Vectors.Count > 1_000);
        Assert.True(cut.Vectors.Count < whole.Vectors.Count);
        Assert.All(cut.Vectors, pair => Assert.Equal(whole.Vectors[pair.Key], pair.Value));
    }

    [Fact]
    public void Reversals_find_their_targets()
    {
        var history = new SimulatedHistory(Bank);
        var banks = LaneReplay.Run(history, BankRules.With(new DetectionParameters()), 2, _ => new Witness(), () => LastDay);

        Assert.Equal(0, banks.Sum(bank => bank.Rejected));
        Assert.Equal(history.Items().Count(item => item.Body is Posting), banks.Sum(bank => bank.Accepted));
        Assert.Contains(history.Items(), item => item.Body is Posting { ReversalOf: not null });
    }

    [Fact]
    public void A_fault_in_a_lane_ends_the_replay_with_it()
    {
        var faulty = new Items([new HistoryItem("A", "no history has a text")]);

        var thrown = Assert.Throws<AggregateException>(
            () => LaneReplay.Run(faulty, BankRules.With(new DetectionParameters()), 2, _ => new Witness(), () => null));
        Assert.IsType<ArgumentException>(thrown.InnerException);
    }

    private static Witness Replay(int lanes, DateTimeOffset? until = null)
    {
        var witnesses = Enumerable.Range(0, lanes).Select(_ => new Witness()).ToArray();
        IHistory history = new SimulatedHistory(Bank);
        if (until is { } end)
        {
            history = new Items([.. history.Items().TakeWhile(item => item.Body is not Posting posting || posting.BookedAt < end)]);
        }

        LaneReplay.Run(history, BankRules.With(new DetectionParameters()), lanes, lane => witnesses[lane], () => LastDay);
        var all = new Witness();
        foreach (var witness in witnesses)
        {
            all.Alerts.AddRange(witness.Alerts);
            foreach (var (id, vector) in witness.Vectors) all.Vectors.Add(id, vector);
        }

        return all;
    }

    private sealed class Items(IReadOnlyList<HistoryItem> items) : IHistory
    {
        public IReversalHorizon Reversals { get; } = new RecentReversals(TimeSpan.FromDays(2));

        IEnumerable<HistoryItem> IHistory.Items() => items;
    }

    private sealed class Witness : IReplayObserver
    {
        public List<AlertRecord> Alerts { get; } = [];

        public Dictionary<string, float[]> Vectors { get; } = [];

        public void Posted(ReplayAccount account, Decision decision, Posting posting, string? caseId)
        {
            Decided(account, decision);
            var vector = new float[FeatureSchema.Length];
            if (posting.IsCustomerInitiated && Features.Fill(account.State, decision.Parameters.Large, vector))
            {
                Vectors.Add(posting.Account + "/" + posting.PostingId, vector);
            }
        }

        public void Decided(ReplayAccount account, Decision decision) => Alerts.AddRange(
            decision.Events.OfType<AlertChanged>().Where(change => change.Kind == AlertChangeKind.Raised).Select(change => change.Alert));
    }
}
