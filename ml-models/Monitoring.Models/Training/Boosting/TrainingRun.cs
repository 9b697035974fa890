using System.Globalization;
using Monitoring.Domain.Model;
using Monitoring.Models.Evaluation;
using Monitoring.Models.Metrics;
using Monitoring.Models.Simulation;

namespace Monitoring.Models.Training.Boosting;

/// <summary>
/// Trains a model: a first one on a sample of ordinary life, then another on what the first found suspicious besides, since what matters is
/// how the most suspicious ordinary postings rank. The threshold is chosen on banks of their own.
/// </summary>
/// <param name="plan">What to train on.</param>
/// <param name="log">Where to tell how far it is.</param>
internal sealed class TrainingRun(TrainingPlan plan, TextWriter log)
{
    /// <summary>Trains.</summary>
    /// <exception cref="TrainingException">There is not enough to train on.</exception>
    public TrainedModel Run()
    {
        var first = Train(Gather(earlier: null));
        var rows = Gather(TreeModel.Parse(TreeExport.ToJson(first, new LabelledRows(FeatureSchema.Length))));
        var trees = Train(rows);
        var json = TreeExport.ToJson(trees, rows.Learned);
        var model = TreeModel.Parse(json);
        var banks = plan.ThresholdSeeds.Select(seed => Evaluate(seed, model)).ToList();
        var figures = new EvaluationFigures(banks);
        var threshold = figures.BothThreshold(plan.FlaggedShare);
        if (threshold > 1) throw new TrainingException("Rules alone flag more ordinary accounts than both together may.");
        return new TrainedModel
        {
            Trees = trees,
            Json = json,
            Model = model,
            Learned = rows.Learned,
            Checking = rows.Checking,
            Threshold = threshold,
            ThresholdBanks = banks,
        };
    }

    private BoostedTrees Train((LabelledRows Learned, LabelledRows Checking) rows)
    {
        var checking = rows.Checking;
        var trees = new FastTreeTrainer(plan.Trees).Train(rows.Learned, checking);
        var truths = Enumerable.Range(0, checking.Count).Select(checking.TruthOf);
        var scored = trees.RawScores(checking).Zip(truths, static (raw, truth) => new Scored(raw, truth.Positive, truth.Weight)).ToList();
        var (precision, area) = (RankingMetrics.AveragePrecision(scored), RankingMetrics.RocArea(scored));
        Tell($"{trees.Ensemble.Trees.Count} trees on {rows.Learned.Count:N0} rows, checked on {checking.Count:N0}");
        Tell($"average precision {precision:0.0000}, ROC area {area:0.0000}");
        return trees;
    }

    private (LabelledRows Learned, LabelledRows Checking) Gather(TreeModel? earlier)
    {
        var (learned, checking) = (new LabelledRows(FeatureSchema.Length), new LabelledRows(FeatureSchema.Length));
        foreach (var seed in plan.Seeds)
        {
            var options = plan.LearnedBank(seed);
            var bank = TrainingBank.Gather(options, plan.Trigger, plan.Sampling, earlier, plan.CaseWeight, plan.Lanes);
            Tell($"bank {seed}: {bank.Count:N0} rows, {bank.Where(static row => row.Positive).Count:N0} planted");
            Split(bank, options.Start.UtcTicks, options.Start.AddDays(options.Days!.Value).UtcTicks, learned, checking, plan.GapDays);
        }

        if (plan.Dispositions is { Count: > 0 } dispositions)
        {
            var instants = Enumerable.Range(0, dispositions.Count).Select(i => dispositions.TruthOf(i).At).ToArray();
            // The alerts of one account lie far enough apart: while one is open no other of its rule is raised.
            Split(dispositions, instants.Min(), instants.Max(), learned, checking, gapDays: 0);
        }

        return (learned, checking);
    }

    private void Split(LabelledRows rows, long from, long to, LabelledRows learned, LabelledRows checking, int gapDays)
    {
        var until = from + (long)((to - from) * plan.LearnedShare);
        var again = until + (gapDays * TimeSpan.TicksPerDay);
        learned.AddRange(rows.Where(row => row.At < until));
        checking.AddRange(rows.Where(row => row.At >= again));
    }

    private BankResult Evaluate(ulong seed, TreeModel model)
    {
        var bank = BankEvaluation.Run(plan.ThresholdBank(seed), model, plan.Trigger, plan.Lanes);
        Tell($"threshold bank {seed}: {bank.Postings:N0} postings");
        return bank;
    }

    private void Tell(FormattableString text) => log.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
