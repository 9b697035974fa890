using Monitoring.Domain.Detection;
using Monitoring.Domain.Model;
using Monitoring.Models.Metrics;
using Monitoring.Models.Replay;
using Monitoring.Models.Simulation;

namespace Monitoring.Models.Evaluation;

/// <summary>Replays a simulated bank and gathers what rules and model said of it.</summary>
public static class BankEvaluation
{
    private const double DaysOfMonth = 365.0 / 12;

    /// <summary>Replays a bank.</summary>
    /// <param name="options">The bank; of given length.</param>
    /// <param name="model">The model; <c>null</c> looks at rules alone.</param>
    /// <param name="trigger">When the model looks.</param>
    /// <param name="lanes">Lanes to replay on.</param>
    public static BankResult Run(SimulationOptions options, TreeModel? model, ModelTrigger trigger, int lanes)
    {
        var history = new SimulatedHistory(options);
        var observers = Enumerable.Range(0, lanes).Select(_ => new TrailObserver(model, trigger)).ToArray();
        var days = options.Days ?? throw new ArgumentException("A bank without end cannot be evaluated.", nameof(options));
        var lastDay = DateOnly.FromDateTime(options.Start.DateTime).AddDays(days);
        var banks = LaneReplay.Run(
            history, BankRules.With(new DetectionParameters()), lanes, lane => observers[lane], () => lastDay);
        return Gather(options, history, banks, observers);
    }

    private static BankResult Gather(
        SimulationOptions options, SimulatedHistory history, IReadOnlyList<ReplayBank> banks, TrailObserver[] observers)
    {
        var truth = new BankTruth(history.Cases);
        var trails = banks.SelectMany(static bank => bank.Accounts).Select(static account => account.Tag).OfType<AccountTrail>()
            .Where(trail => history.Populations.ContainsKey(trail.Id)).OrderBy(static trail => trail.Id, StringComparer.Ordinal).ToList();
        var byId = trails.ToDictionary(static trail => trail.Id, StringComparer.Ordinal);
        AccountTrail TrailOf(string id) => byId.TryGetValue(id, out var trail) ? trail : new AccountTrail(id);
        var cases = history.Cases.Where(static planted => !planted.Truncated)
            .OrderBy(static planted => planted.CaseId, StringComparer.Ordinal)
            .Select(planted => new CaseResult(planted, [.. planted.Accounts.Select(TrailOf)])).ToList();
        return new BankResult
        {
            Seed = options.Seed,
            Accounts = history.Populations.Count,
            Months = options.Days!.Value / DaysOfMonth,
            Postings = banks.Sum(static bank => bank.Accepted),
            Scored = (observers.Sum(static one => one.Scored.All), observers.Sum(static one => one.Scored.Looked)),
            Cases = cases,
            Ordinary = [.. trails.Where(trail => !truth.IsInvolved(trail.Id))],
            OrdinaryCount = history.Populations.Keys.Count(id => !truth.IsInvolved(id)),
            Mains = [.. cases.Select(static result => result.Case.Accounts[0]).Distinct().Select(TrailOf)],
            All = trails,
            PostingScores = ScoresOf(truth, observers),
        };
    }

    private static List<Scored> ScoresOf(BankTruth truth, TrailObserver[] observers)
    {
        var scores = new List<Scored>();
        foreach (var observer in observers)
        {
            if (observer.Beneath.Count > 0)
            {
                scores.Add(new Scored(observer.Beneath.Sum / observer.Beneath.Count, Positive: false, observer.Beneath.Count));
            }

            foreach (var kept in observer.Kept)
            {
                if (truth.Of(kept.Account, kept.At, kept.CaseId) is { } positive) scores.Add(new Scored(kept.Score, positive));
            }
        }

        return scores;
    }
}
