using System.Globalization;
using Monitoring.Contracts.Alert;

namespace Monitoring.Models.Backtest;

/// <summary>Compares what candidate rules and model would have raised with what was live.</summary>
public sealed class BacktestReport
{
    private readonly IReadOnlyList<RaisedAlert> _live;
    private readonly IReadOnlyList<RaisedAlert> _candidate;
    private readonly IReadOnlyList<KnownTrouble> _troubles;
    private readonly KnownTruth _truth;
    private readonly DateOnly _from;
    private readonly DateOnly _to;

    /// <summary>Compares.</summary>
    /// <param name="live">What was live.</param>
    /// <param name="candidate">What the candidate raised.</param>
    /// <param name="truth">What is known to be true.</param>
    /// <param name="from">First day looked at.</param>
    /// <param name="to">Last day looked at.</param>
    public BacktestReport(
        IEnumerable<RaisedAlert> live, IEnumerable<RaisedAlert> candidate, KnownTruth truth, DateOnly from, DateOnly to)
    {
        (_truth, _from, _to) = (truth, from, to);
        _live = [.. live.Where(IsAsked)];
        _candidate = [.. candidate.Where(IsAsked)];
        _troubles = [.. truth.Troubles.Where(trouble => DayOf(trouble.To) >= from && DayOf(trouble.From) <= to)];
    }

    /// <summary>Writes all tables.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="daily">Whether each day has a line.</param>
    public void Write(TextWriter output, bool daily)
    {
        WriteRules(output);
        WriteDays(output, daily);
        WriteTruth(output);
    }

    private static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.DateTime);

    private static string Text(double number) => double.IsNaN(number) ? "–" : number.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => double.IsNaN(share) ? "–" : share.ToString("P1", CultureInfo.InvariantCulture);

    private bool IsAsked(RaisedAlert alert) => !alert.ListOnly && DayOf(alert.EventAt) >= _from && DayOf(alert.EventAt) <= _to;

    private void WriteRules(TextWriter output)
    {
        var live = _live.Select(static alert => alert.Id).ToHashSet();
        var candidate = _candidate.Select(static alert => alert.Id).ToHashSet();
        output.WriteLine("| rule | live | candidate | same | gone | new |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var rule in _live.Concat(_candidate).Select(static alert => alert.Rule).Distinct().Order())
        {
            Row(rule.ToString(), alert => alert.Rule == rule);
        }

        Row("all", static _ => true);
        output.WriteLine();

        void Row(string name, Func<RaisedAlert, bool> among)
        {
            var same = _candidate.Count(alert => among(alert) && live.Contains(alert.Id));
            var gone = _live.Count(alert => among(alert) && !candidate.Contains(alert.Id));
            var (before, after) = (_live.Count(among), _candidate.Count(among));
            output.WriteLine($"| {name} | {before} | {after} | {same} | {gone} | {after - same} |");
        }
    }

    private void WriteDays(TextWriter output, bool daily)
    {
        var days = _to.DayNumber - _from.DayNumber + 1;
        var (live, candidate) = (ByDay(_live), ByDay(_candidate));
        output.WriteLine($"Alerts a day, {days} days: live {DailyOf(live)}; candidate {DailyOf(candidate)}.");
        output.WriteLine();
        if (!daily) return;
        output.WriteLine("| day | live | candidate |");
        output.WriteLine("|---|---|---|");
        for (var day = _from; day <= _to; day = day.AddDays(1))
        {
            var name = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            output.WriteLine($"| {name} | {live.GetValueOrDefault(day)} | {candidate.GetValueOrDefault(day)} |");
        }

        output.WriteLine();

        string DailyOf(Dictionary<DateOnly, int> alerts) =>
            $"{Text((double)alerts.Values.Sum() / days)}, at most {alerts.Values.DefaultIfEmpty(0).Max()}";
    }

    private static Dictionary<DateOnly, int> ByDay(IReadOnlyList<RaisedAlert> alerts) =>
        alerts.GroupBy(static alert => DayOf(alert.EventAt)).ToDictionary(static day => day.Key, static day => day.Count());

    private void WriteTruth(TextWriter output)
    {
        if (_troubles.Count == 0 && _truth.FalseAlarms.Count == 0)
        {
            output.WriteLine(
                "Precision and recall: nothing is known of these alerts; give --labels, or let people close some as confirmed or false.");
            return;
        }

        output.WriteLine("| | live | candidate |");
        output.WriteLine("|---|---|---|");
        Row("precision, of alerts that are known to be right or wrong", PrecisionOf);
        Row($"recall, of {_troubles.Count} known troubles", alerts => Percent(RecallOf(alerts)));
        Row(
            "median hours from the beginning of the trouble to the first alert",
            alerts => Text(Median(alerts, static (trouble, first) => first - trouble.From)));
        Row(
            "median lead: hours from the first alert to the end of the trouble",
            alerts => Text(Median(alerts, static (trouble, first) => trouble.To - first)));

        void Row(string what, Func<IReadOnlyList<RaisedAlert>, string> figure) =>
            output.WriteLine($"| {what} | {figure(_live)} | {figure(_candidate)} |");
    }

    private string PrecisionOf(IReadOnlyList<RaisedAlert> alerts)
    {
        var right = alerts.Count(alert => _troubles.Any(trouble => KnownTruth.Speaks(alert, trouble)));
        var wrong = _truth.IsComplete ? alerts.Count - right : alerts.Count(alert => _truth.FalseAlarms.Contains(alert.Id));
        if (right + wrong == 0) return "–";
        return string.Create(CultureInfo.InvariantCulture, $"{Percent((double)right / (right + wrong))} of {right + wrong}");
    }

    private double RecallOf(IReadOnlyList<RaisedAlert> alerts) =>
        _troubles.Count == 0 ? double.NaN : (double)_troubles.Count(trouble => First(alerts, trouble) is not null) / _troubles.Count;

    private static DateTimeOffset? First(IReadOnlyList<RaisedAlert> alerts, KnownTrouble trouble)
    {
        DateTimeOffset? first = null;
        foreach (var alert in alerts)
        {
            if (KnownTruth.Speaks(alert, trouble) && (first is null || alert.EventAt < first)) first = alert.EventAt;
        }

        return first;
    }

    private double Median(IReadOnlyList<RaisedAlert> alerts, Func<KnownTrouble, DateTimeOffset, TimeSpan> measure)
    {
        var hours = _troubles.Select(trouble => First(alerts, trouble) is { } first ? (double?)measure(trouble, first).TotalHours : null)
            .OfType<double>().Order().ToArray();
        return hours.Length == 0 ? double.NaN : hours[hours.Length / 2];
    }
}
