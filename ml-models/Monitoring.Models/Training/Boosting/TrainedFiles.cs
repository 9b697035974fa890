using System.Globalization;
using System.Text.Json.Nodes;
using Monitoring.Domain.Model;
using Monitoring.Models.Evaluation;

namespace Monitoring.Models.Training.Boosting;

/// <summary>Writes a trained model's folder.</summary>
/// <param name="plan">What it was trained on.</param>
/// <param name="trained">The model.</param>
/// <param name="version">Its version.</param>
internal sealed class TrainedFiles(TrainingPlan plan, TrainedModel trained, string version)
{
    private const int Decimals = 6;

    /// <summary>Enough that each tree is walked many ways.</summary>
    private const int GoldenRows = 200;

    private readonly EvaluationFigures _figures = new(trained.ThresholdBanks);

    /// <summary>Writes all files; the same training gives the same bytes.</summary>
    public void Write(DirectoryInfo folder)
    {
        folder.Create();
        var mlNet = Path.Combine(folder.FullName, ModelFolder.MlNetFile);
        trained.Trees.Save(mlNet);
        File.WriteAllBytes(Path.Combine(folder.FullName, ModelPackage.TreesFile), trained.Json);
        var manifest = ModelFolder.Manifest(
            version, trained.Json, File.ReadAllBytes(mlNet), plan.Trigger, Math.Round(trained.Threshold, Decimals),
            Distributions.Of(trained.Learned, trained.Model), More());
        File.WriteAllBytes(Path.Combine(folder.FullName, ModelPackage.ManifestFile), manifest);
        File.WriteAllText(Path.Combine(folder.FullName, ModelFolder.CardFile), Card());
        Golden().Write(Path.Combine(folder.FullName, ModelFolder.GoldenFile));
        ModelFolder.Load(folder.FullName);
    }

    /// <summary>Rows of all sorts, evenly over those learned from.</summary>
    private GoldenScores Golden()
    {
        var rows = new LabelledRows(FeatureSchema.Length);
        for (var i = 0; i < GoldenRows; i++)
        {
            var place = (int)((long)i * trained.Learned.Count / GoldenRows);
            rows.Add(trained.Learned[place], trained.Learned.TruthOf(place));
        }

        return new GoldenScores([.. trained.Trees.Score(rows).Select((told, i) => new GoldenScore(rows[i], told.Score, told.Probability))]);
    }

    private IEnumerable<KeyValuePair<string, JsonNode?>> More()
    {
        yield return new("trainedOn", new JsonObject
        {
            ["preset"] = "training",
            ["seeds"] = Array(plan.Seeds),
            ["thresholdSeeds"] = Array(plan.ThresholdSeeds),
            ["accounts"] = plan.LearnedBank(plan.Seeds[0]).Accounts,
            ["casesPerKind"] = plan.LearnedBank(plan.Seeds[0]).Patterns.CasesPerKind,
            ["rows"] = trained.Learned.Count,
            ["positives"] = Positives(trained.Learned),
            ["checkingRows"] = trained.Checking.Count,
            ["checkingPositives"] = Positives(trained.Checking),
            ["dispositions"] = plan.Dispositions?.Count ?? 0,
        });
        yield return new("training", new JsonObject
        {
            ["trainer"] = "ML.NET 5.0.0 FastTree",
            ["trees"] = trained.Trees.Ensemble.Trees.Count,
            ["leavesMax"] = plan.Trees.LeavesMax,
            ["rowsPerLeafMin"] = plan.Trees.RowsPerLeafMin,
            ["learningRate"] = plan.Trees.LearningRate,
            ["featureFraction"] = plan.Trees.FeatureFraction,
            ["positiveShare"] = plan.Trees.PositiveShare,
            ["sampledOneIn"] = plan.Sampling.Every,
            ["seed"] = plan.Trees.Seed,
        });
        yield return new("thresholdBanks", new JsonObject
        {
            ["flaggedShareWanted"] = plan.FlaggedShare,
            ["flaggedByRules"] = Rounded(_figures.FlaggedByRules),
            ["flaggedByBoth"] = Rounded(_figures.FlaggedByBoth(trained.Threshold)),
            ["recallOfRules"] = Rounded(_figures.Recall(static one => one.ByRules)),
            ["recallOfBoth"] = Rounded(_figures.Recall(one => one.ByRules || one.ByModel(trained.Threshold))),
        });
        var precision = new JsonObject();
        foreach (var (rule, share) in _figures.RulePrecision()) precision[rule.ToString()] = Rounded(share);
        yield return new("rulePrecision", precision);
    }

    private string Card()
    {
        var (bank, learned) = (plan.LearnedBank(plan.Seeds[0]), trained.Learned);
        var (both, rules) = (_figures.FlaggedByBoth(trained.Threshold), _figures.FlaggedByRules);
        var caught = _figures.Recall(one => one.ByRules || one.ByModel(trained.Threshold));
        var (caughtByRules, trees) = (_figures.Recall(static one => one.ByRules), trained.Trees.Ensemble.Trees.Count);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            # Model {version}

            **What it says.** The probability that a posting just booked on a customer's deposit account belongs to one of the patterns
            that a bank looks for: money passed through, gathered or spread in pieces, revived accounts, rings, mules, structuring,
            self-dealing. It ranks what the rules do not say; it proves nothing and decides nothing.

            **What it is.** {trees} boosted trees of at most {plan.Trees.LeavesMax} leaves (ML.NET FastTree) over the
            {FeatureSchema.Length} features of schema version {FeatureSchema.Version}, with a sigmoid fitted on later months than it
            learned from. `model.zip` is ML.NET's own file, `trees.json` the same trees for the platform's evaluator.

            **When it looks.** At postings that carry what came in, or went out, in the running five days across another
            {plan.Trigger.PartsOfLarge}th part of what the bank calls large, and at every posting while the last score was
            {ModelScore.Notable} or more. It learned at the former alone, and is measured at both.

            **What it learned from.** {plan.Seeds.Count} simulated banks (seeds {string.Join(", ", plan.Seeds)}) of
            {bank.Accounts:N0} accounts and a year each, with strengths of the preset `training` and
            {bank.Patterns.CasesPerKind} cases of each kind; {learned.Count:N0} rows, {Positives(learned):N0} of them planted;
            {plan.Dispositions?.Count ?? 0:N0} rows of dispositions. The first {100 * plan.LearnedShare:0} % of each bank's time is
            learned from, {plan.GapDays} days are left out, the rest stops the growing of trees and fits the sigmoid; there the
            planted cases count as often as a bank has such cases.

            **When it warns.** From {trained.Threshold:0.000} on. On other training banks (seeds
            {string.Join(", ", plan.ThresholdSeeds)}) rules and model then flag {100 * both:0.00} % of ordinary accounts in a year
            (rules alone {100 * rules:0.00} %) and catch {100 * caught:0.0} % of planted cases
            (rules alone {100 * caughtByRules:0.0} %).

            **What it must not be used for.** To decide on a person without a person looking; on banks whose lives differ from the
            simulator's without dispositions of their own; on loans and internal accounts, which it never scores. It sees one account
            at a time, not who is behind several.

            Measured on banks it never saw: see the results in [the README](../../README.md).

            """);
    }

    private static JsonArray Array(IEnumerable<ulong> seeds) => new([.. seeds.Select(static seed => JsonValue.Create(seed))]);

    private static JsonNode? Rounded(double number) => double.IsNaN(number) ? null : JsonValue.Create(Math.Round(number, Decimals));

    private static int Positives(LabelledRows rows) => Enumerable.Range(0, rows.Count).Count(i => rows.TruthOf(i).Positive);
}
