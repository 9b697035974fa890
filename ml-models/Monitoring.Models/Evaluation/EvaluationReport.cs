using System.Globalization;
using Monitoring.Contracts.Alert;
using Monitoring.Models.Simulation;

namespace Monitoring.Models.Evaluation;

/// <summary>Writes the figures of an evaluation as Markdown tables.</summary>
/// <param name="banks">The banks.</param>
/// <param name="threshold">Probability from which the model warns.</param>
/// <param name="rulePrecision">How often each rule was right in training; ranks accounts by rules.</param>
public sealed class EvaluationReport(
    IReadOnlyList<BankResult> banks, float threshold, IReadOnlyDictionary<AlertRule, double> rulePrecision)
{
    private const double OnePercent = 0.01;
    private const double NoPrecision = 0.5;

    private readonly EvaluationFigures _all = new(banks);

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

    private static string Number(double number) => double.IsNaN(number) ? "–" : number.ToString("0.000", CultureInfo.InvariantCulture);

    private void WriteBanks(TextWriter output)
    {
        output.WriteLine("| bank | accounts | postings | cases | ordinary flagged: rules / both | recall: rules / model / both |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var bank in banks)
        {
            var figures = new EvaluationFigures([bank]);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| seed {bank.Seed} | {bank.Accounts:N0} | {bank.Postings:N0} | {bank.Cases.Count} | {Percent(figures.FlaggedByRules)} / {Percent(figures.FlaggedByBoth(threshold))} | {Percent(figures.Recall(static one => one.ByRules))} / {Percent(figures.Recall(one => one.ByModel(threshold)))} / {Percent(figures.Recall(one => one.ByRules || one.ByModel(threshold)))} |"));
        }

        output.WriteLine();
    }

    private void WriteSummary(TextWriter output)
    {
        var (model, both) = (_all.ModelThreshold(OnePercent), _all.BothThreshold(OnePercent));
        output.WriteLine("| | rules alone | model alone | both |");
        output.WriteLine("|---|---|---|---|");
        Row("precision–recall area over accounts", Number(_all.PrecisionRecallArea(RuleRank)), Number(_all.PrecisionRecallArea(static trail => trail.Highest)), Number(_all.PrecisionRecallArea(BothRank)));
        Row("ordinary accounts flagged in the year, as committed", Percent(_all.FlaggedByRules), Percent(_all.FlaggedByModel(threshold)), Percent(_all.FlaggedByBoth(threshold)));
        Row("recall of cases, as committed", Percent(_all.Recall(static one => one.ByRules)), Percent(_all.Recall(one => one.ByModel(threshold))), Percent(_all.Recall(one => one.ByRules || one.ByModel(threshold))));
        Row("recall at 1 % of ordinary accounts flagged", _all.FlaggedByRules <= OnePercent ? Percent(_all.Recall(static one => one.ByRules)) : "–", Percent(_all.Recall(one => one.ByModel(model))), Percent(_all.Recall(one => one.ByRules || one.ByModel(both))));
        Row("alerts per 1,000 accounts and month", Number(_all.RuleAlerts()), Number(_all.ModelAlerts(threshold)), Number(_all.RuleAlerts() + _all.ModelAlerts(threshold)));
        Row("median days from the first planted posting to the first alert", Days(static one => one.FirstRule), Days(one => one.FirstScore(threshold)), Days(one => Earlier(one.FirstRule, one.FirstScore(threshold))));
        Row("calibration error (ECE) over scored postings", "–", _all.CalibrationError(0).ToString("0.00000", CultureInfo.InvariantCulture), "–");
        Row("the same where the score is 1 % or more", "–", Number(_all.CalibrationError(TrailObserver.Floor)), "–");
        Row("average precision over scored postings", "–", Number(_all.PostingAveragePrecision()), "–");
        output.WriteLine();
        void Row(string what, string rules, string modelAlone, string together) => output.WriteLine($"| {what} | {rules} | {modelAlone} | {together} |");
    }

    /// <summary>The model against the rules at the rules' own volume: as many ordinary accounts flagged.</summary>
    private void WriteDisguised(TextWriter output)
    {
        var share = _all.FlaggedByRules;
        var even = _all.ModelThreshold(share);
        output.WriteLine($"At the rules' volume ({Percent(share)} of ordinary accounts flagged by either):");
        output.WriteLine();
        output.WriteLine("| cases | number | rules | model | ratio |");
        output.WriteLine("|---|---|---|---|---|");
        foreach (var (name, among) in (IEnumerable<(string, Func<CaseResult, bool>)>)[("disguised", static one => one.IsDisguised), ("plain", static one => !one.IsDisguised)])
        {
            var (rules, model) = (_all.Recall(static one => one.ByRules, among), _all.Recall(one => one.ByModel(even), among));
            output.WriteLine($"| {name} | {_all.Cases.Count(among)} | {Percent(rules)} | {Percent(model)} | {(model / rules).ToString("0.00", CultureInfo.InvariantCulture)} |");
        }

        output.WriteLine();
    }

    private void WritePatterns(TextWriter output)
    {
        output.WriteLine("| pattern | plain | rules | model | both | disguised | rules | model | both |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var pattern in _all.Cases.Select(static one => one.Case.Pattern).Distinct().Order())
        {
            output.WriteLine($"| {pattern} | {Cells(pattern, disguised: false)} | {Cells(pattern, disguised: true)} |");
        }

        output.WriteLine();
    }

    private string Cells(PatternKind pattern, bool disguised)
    {
        bool Among(CaseResult one) => one.Case.Pattern == pattern && one.IsDisguised == disguised;
        return string.Join(
            " | ",
            _all.Cases.Count(Among).ToString(CultureInfo.InvariantCulture),
            Percent(_all.Recall(static one => one.ByRules, Among)),
            Percent(_all.Recall(one => one.ByModel(threshold), Among)),
            Percent(_all.Recall(one => one.ByRules || one.ByModel(threshold), Among)));
    }

    /// <summary>What scoring at every posting would have caught that live scoring does not look at.</summary>
    private void WriteTrigger(TextWriter output)
    {
        var (all, triggered) = (banks.Sum(static bank => bank.Scored.All), banks.Sum(static bank => bank.Scored.Triggered));
        var lost = banks.SelectMany(static bank => bank.All).Count(trail => trail.Highest >= threshold && trail.HighestTriggered < threshold);
        var share = all == 0 ? 0 : (double)triggered / all;
        output.WriteLine($"Live scoring looks at {Percent(share)} of {all.ToString("N0", CultureInfo.InvariantCulture)} postings of customers; accounts that only the others would have flagged: {lost}.");
        output.WriteLine();
    }

    private void WriteMisses(TextWriter output)
    {
        var missed = _all.Cases.Where(one => !one.ByRules && !one.ByModel(threshold)).ToList();
        output.WriteLine($"Missed by both: {missed.Count} of {_all.Cases.Count}, by pattern and disguise:");
        output.WriteLine();
        output.WriteLine("| pattern | disguise | missed | of | median score reached | median planted postings | median amount, ‰ |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        var groups = missed.GroupBy(static one => (one.Case.Pattern, one.Case.Disguise)).OrderByDescending(static group => group.Count());
        foreach (var group in groups)
        {
            var of = _all.Cases.Count(one => (one.Case.Pattern, one.Case.Disguise) == group.Key);
            output.WriteLine($"| {group.Key.Pattern} | {group.Key.Disguise} | {group.Count()} | {of} | {Number(Median(group.Select(static one => (double)one.Highest)))} | {Number(Median(group.Select(static one => (double)one.Case.Postings.Count)))} | {Number(Median(group.Select(static one => (double)(one.Case.Shape?.AmountPermille ?? 0))))} |");
        }

        output.WriteLine();
    }

    private double RuleRank(AccountTrail trail)
    {
        var innocent = 1.0;
        foreach (var rule in trail.Signals.Where(static signal => !signal.ListOnly).Select(static signal => signal.Rule).Distinct())
        {
            innocent *= 1 - rulePrecision.GetValueOrDefault(rule, NoPrecision);
        }

        return 1 - innocent;
    }

    private double BothRank(AccountTrail trail) => 1 - ((1 - RuleRank(trail)) * (1 - trail.Highest));

    private static long? Earlier(long? a, long? b) => a is { } x && b is { } y ? Math.Min(x, y) : a ?? b;

    private string Days(Func<CaseResult, long?> first) => Number(Median(
        _all.Cases.Select(one => first(one) is { } at ? (double?)(at - one.Case.From.UtcTicks) / TimeSpan.TicksPerDay : null).OfType<double>()));

    private static double Median(IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }
}
