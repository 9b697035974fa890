using Monitoring.Domain.Detection;
using Monitoring.Domain.Model;
using Monitoring.Models.Evaluation;
using Monitoring.Models.Replay;
using Monitoring.Models.Simulation;

namespace Monitoring.Models.Training;

/// <summary>Rows of a simulated bank, with their truth.</summary>
public static class TrainingBank
{
    /// <summary>Replays a bank and gathers its rows, ordered by account and time.</summary>
    /// <param name="options">The bank.</param>
    /// <param name="trigger">When the model will look.</param>
    /// <param name="sampling">What to take.</param>
    /// <param name="earlier">An earlier model, whose suspicions are all taken.</param>
    /// <param name="caseWeight">How many planted cases each of this bank's stands for: below 1 where more are planted.</param>
    /// <param name="lanes">Lanes to replay on.</param>
    public static LabelledRows Gather(
        SimulationOptions options, ModelTrigger trigger, RowSampling sampling, TreeModel? earlier, float caseWeight, int lanes)
    {
        var history = new SimulatedHistory(options);
        var collectors = Enumerable.Range(0, lanes)
            .Select(_ => new RowCollector(trigger, sampling.Every, earlier, sampling.Suspicious)).ToArray();
        LaneReplay.Run(history, BankRules.With(new DetectionParameters()), lanes, lane => collectors[lane], static () => null);
        var labelled = Label(options.Seed, new BankTruth(history.Cases), collectors.SelectMany(static collector => collector.Rows));
        return labelled.With(truth => truth.Positive ? truth with { Weight = caseWeight } : truth);
    }

    /// <summary>
    /// A case counts by its accounts, not by its postings: each central account's postings share its weight, the later ones, at which more
    /// can be seen, having more of it. Ordinary rows count alike, whether they were drawn or found suspicious: what ranks high matters.
    /// </summary>
    private static LabelledRows Label(ulong seed, BankTruth truth, IEnumerable<CollectedRow> rows)
    {
        var labelled = new LabelledRows(FeatureSchema.Length);
        var ordered = rows.OrderBy(static row => row.Account, StringComparer.Ordinal).ThenBy(static row => row.Number);
        foreach (var account in ordered.GroupBy(static row => row.Account))
        {
            var counts = account.Where(static row => row.CaseId is not null).GroupBy(static row => row.CaseId!)
                .ToDictionary(static planted => planted.Key, static planted => planted.Count());
            var places = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var row in account)
            {
                if (truth.Of(row.Account, row.At, row.CaseId) is not { } positive) continue;
                var emphasis = 1f / row.Weight;
                if (positive)
                {
                    var (count, place) = (counts[row.CaseId!], places.GetValueOrDefault(row.CaseId!) + 1);
                    places[row.CaseId!] = place;
                    emphasis = 2f * place / (count + 1) / count;
                }

                labelled.Add(row.Features, new RowTruth(positive, row.Weight, $"{seed}/{row.Account}", row.At) { Emphasis = emphasis });
            }
        }

        return labelled;
    }
}
