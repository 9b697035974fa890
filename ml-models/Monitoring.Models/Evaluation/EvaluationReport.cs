using System.Globalization;
using Monitoring.Contracts.Alert;
using Monitoring.Models.Simulation;

namespace Monitoring.Models.Evaluation;

/// <summary>Writes the figures of an evaluation as Markdown tables.</summary>
public sealed class EvaluationReport
{
    private const double OnePercent = 0.01;

    private readonly IReadOnlyList<BankResult> _banks;
    private readonly float _threshold;
    private readonly AccountRanks _ranks;
    private readonly EvaluationFigures _all;

    /// <summary>Prepares the report.</summary>
    /// <param name="banks">The banks.</param>
    /// <param name="threshold">Probability from which the model warns.</param>
    /// <param name="rulePrecision">How often each rule was right in training; ranks accounts by rules.</param>
    public EvaluationReport(
        IReadOnlyList<BankResult> banks, float threshold, IReadOnlyDictionary<AlertRule, double> rulePrecision)
    {
        (_banks, _threshold, _ranks, _all) = (banks, threshold, new AccountRanks(rulePrecision), new EvaluationFigures(banks));
    }

    /// <summary>Writes the whole report.</summary>
    public void Write(TextWriter output)
    {
        WriteBanks(output);
        WriteSummary(output);
        WriteDisguised(output);
        WritePatterns(output);
        WriteTrigger(output);
        WriteMisses(output);
    }

    private static string Percent(double share) => double.IsNaN(share) ? "–" : share.ToString("P1", CultureInfo.InvariantCulture);

    private static string Text(double number, string format = "0.000") =>
        double.IsNaN(number) ? "–" : number.ToString(format, CultureInfo.InvariantCulture);

    private static void Row(TextWriter output, params IEnumerable<string> cells) => output.WriteLine($"| {string.Join(" | ", cells)} |");

    private static void Head(TextWriter output, params string[] names)
    {
        Row(output, names);
        output.WriteLine("|" + string.Concat(Enumerable.Repeat("---|", names.Length)));
    }

    private static bool ByRules(CaseResult one) => one.ByRules;

    private bool ByModel(CaseResult one) => one.ByModel(_threshold);

    private bool ByBoth(CaseResult one) => one.ByRules || one.ByModel(_threshold);

    private void WriteBanks(TextWriter output)
    {
        Head(output, "bank", "accounts", "postings", "cases", "ordinary flagged: rules", "both", "recall: rules", "model", "both");
        foreach (var bank in _banks)
        {
            var figures = new EvaluationFigures([bank]);
            Row(
                output,
                $"seed {bank.Seed}",
                Text(bank.Accounts, "N0"),
                Text(bank.Postings, "N0"),
                Text(bank.Cases.Count, "N0"),
                Percent(figures.FlaggedByRules),
                Percent(figures.FlaggedByBoth(_threshold)),
                Percent(figures.Recall(ByRules)),
                Percent(figures.Recall(ByModel)),
                Percent(figures.Recall(ByBoth)));
        }

        output.WriteLine();
    }

    private void WriteSummary(TextWriter output)
    {
        var (model, both) = (_all.ModelThreshold(OnePercent), _all.BothThreshold(OnePercent));
        Head(output, "", "rules alone", "model alone", "both");
        Row(
            output,
            "precision–recall area over accounts",
            Text(_all.PrecisionRecallArea(_ranks.ByRules)),
            Text(_all.PrecisionRecallArea(static trail => trail.Highest)),
            Text(_all.PrecisionRecallArea(_ranks.ByBoth)));
        Row(
            output,
            "ordinary accounts flagged in the year, as committed",
            Text(_all.FlaggedByRules, "P2"),
            Text(_all.FlaggedByModel(_threshold), "P2"),
            Text(_all.FlaggedByBoth(_threshold), "P2"));
        Row(
            output,
            "recall of cases, as committed",
            Percent(_all.Recall(ByRules)),
            Percent(_all.Recall(ByModel)),
            Percent(_all.Recall(ByBoth)));
        Row(
            output,
            "recall at 1 % of ordinary accounts flagged",
            _all.FlaggedByRules <= OnePercent ? Percent(_all.Recall(ByRules)) : "–",
            Percent(_all.Recall(one => one.ByModel(model))),
            Percent(_all.Recall(one => one.ByRules || one.ByModel(both))));
        var (ruleAlerts, modelAlerts) = (_all.RuleAlerts(), _all.ModelAlerts(_threshold));
        Row(output, "alerts per 1,000 accounts and month", Text(ruleAlerts), Text(modelAlerts), Text(ruleAlerts + modelAlerts));
        Row(
            output,
            "median days from the first planted posting to the first alert",
            Days(static one => one.FirstRule),
            Days(one => one.FirstScore(_threshold)),
            Days(one => Earlier(one.FirstRule, one.FirstScore(_threshold))));
        Row(output, "calibration error (ECE) over scored postings", "–", Text(_all.CalibrationError(0), "0.00000"), "–");
        Row(output, "the same where the score is 1 % or more", "–", Text(_all.CalibrationError(TrailObserver.Floor)), "–");
        Row(output, "average precision over scored postings", "–", Text(_all.PostingAveragePrecision()), "–");
        output.WriteLine();
    }

    /// <summary>The model against the rules at the rules' own volume: as many ordinary accounts flagged.</summary>
    private void WriteDisguised(TextWriter output)
    {
        var share = _all.FlaggedByRules;
        var even = _all.ModelThreshold(share);
        output.WriteLine($"At the rules' volume ({Percent(share)} of ordinary accounts flagged by either):");
        output.WriteLine();
        Head(output, "cases", "number", "rules", "model", "ratio");
        Compare("disguised", static one => one.IsDisguised);
        Compare("plain", static one => !one.IsDisguised);
        output.WriteLine();

        void Compare(string name, Func<CaseResult, bool> among)
        {
            var (rules, model) = (_all.Recall(ByRules, among), _all.Recall(one => one.ByModel(even), among));
            Row(output, name, Text(_all.Cases.Count(among), "N0"), Percent(rules), Percent(model), Text(model / rules, "0.00"));
        }
    }

    private void WritePatterns(TextWriter output)
    {
        Head(output, "pattern", "plain", "rules", "model", "both", "disguised", "rules", "model", "both");
        foreach (var pattern in _all.Cases.Select(static one => one.Case.Pattern).Distinct().Order())
        {
            Row(output, [pattern.ToString(), .. Cells(pattern, disguised: false), .. Cells(pattern, disguised: true)]);
        }

        output.WriteLine();
    }

    private string[] Cells(PatternKind pattern, bool disguised)
    {
        bool Among(CaseResult one) => one.Case.Pattern == pattern && one.IsDisguised == disguised;
        return
        [
            Text(_all.Cases.Count(Among), "N0"),
            Percent(_all.Recall(ByRules, Among)),
            Percent(_all.Recall(ByModel, Among)),
            Percent(_all.Recall(ByBoth, Among)),
        ];
    }

    /// <summary>What looking at every posting would have caught besides, at the same threshold.</summary>
    private void WriteTrigger(TextWriter output)
    {
        var (all, looked) = (_banks.Sum(static bank => bank.Scored.All), _banks.Sum(static bank => bank.Scored.Looked));
        bool ByAll(CaseResult one) => one.HighestOfAll >= _threshold;
        output.WriteLine($"When the model looks, of {Text(all, "N0")} postings of customers:");
        output.WriteLine();
        Head(output, "", "as committed", "had it looked at every posting");
        Row(output, "postings scored", Percent(all == 0 ? double.NaN : (double)looked / all), Percent(1));
        Row(output, "recall of cases: model", Percent(_all.Recall(ByModel)), Percent(_all.Recall(ByAll)));
        Row(output, "recall of cases: both", Percent(_all.Recall(ByBoth)), Percent(_all.Recall(one => one.ByRules || ByAll(one))));
        Row(
            output,
            "ordinary accounts flagged by the model",
            Text(_all.FlaggedByModel(_threshold), "P2"),
            Text(_all.ShareOf(trail => trail.AllScores.Highest >= _threshold), "P2"));
        Row(
            output,
            "median days from the first planted posting to the model's alert",
            Days(one => one.FirstScore(_threshold)),
            Days(one => one.FirstScoreOfAll(_threshold)));
        output.WriteLine();
        var later = _all.Cases.Count(one => one.FirstScore(_threshold) > one.FirstScoreOfAll(_threshold));
        output.WriteLine($"Cases that only the other postings would have shown: {_all.Cases.Count(one => !ByModel(one) && ByAll(one))};");
        output.WriteLine($"to neither model nor rules: {_all.Cases.Count(one => !ByBoth(one) && ByAll(one))}; shown later: {later}.");
        output.WriteLine();
    }

    private void WriteMisses(TextWriter output)
    {
        var missed = _all.Cases.Where(one => !ByBoth(one)).ToList();
        output.WriteLine($"Missed by both: {missed.Count} of {_all.Cases.Count}, by pattern and disguise (medians of those missed):");
        output.WriteLine();
        Head(output, "pattern", "disguise", "missed", "of", "highest score", "planted postings", "amount, ‰");
        var groups = missed.GroupBy(static one => (one.Case.Pattern, one.Case.Disguise)).OrderByDescending(static group => group.Count());
        foreach (var group in groups)
        {
            Row(
                output,
                group.Key.Pattern.ToString(),
                group.Key.Disguise.ToString(),
                Text(group.Count(), "N0"),
                Text(_all.Cases.Count(one => (one.Case.Pattern, one.Case.Disguise) == group.Key), "N0"),
                Text(Median(group.Select(static one => (double)one.Highest))),
                Text(Median(group.Select(static one => (double)one.Case.Postings.Count)), "N0"),
                Text(Median(group.Select(static one => (double)(one.Case.Shape?.AmountPermille ?? 0))), "N0"));
        }

        output.WriteLine();
    }

    private static long? Earlier(long? a, long? b) => a is { } x && b is { } y ? Math.Min(x, y) : a ?? b;

    private string Days(Func<CaseResult, long?> first) => Text(Median(
        from one in _all.Cases
        let at = first(one)
        where at is not null
        select (double)(at.Value - one.Case.From.UtcTicks) / TimeSpan.TicksPerDay));

    private static double Median(IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }
}
