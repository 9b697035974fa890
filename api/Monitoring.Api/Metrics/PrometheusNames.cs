using System.Text;
using OpenTelemetry.Metrics;

namespace Monitoring.Api.Metrics;

/// <summary>
/// Names of metrics and labels as OpenTelemetry's compatibility rules with Prometheus have them: units spelled out at the end, counters
/// ending in <c>_total</c>, every other character an underscore. Beyond these, as Prometheus' own checker asks: base units only, which
/// values are brought to, and labels in snake case.
/// </summary>
internal static class PrometheusNames
{
    /// <summary>Units by their codes: the base unit in words, and how many of those one is.</summary>
    private static readonly Dictionary<string, (string Base, double Factor)> Units = new(StringComparer.Ordinal)
    {
        ["d"] = ("seconds", 86_400),
        ["h"] = ("seconds", 3_600),
        ["min"] = ("seconds", 60),
        ["s"] = ("seconds", 1),
        ["ms"] = ("seconds", 1e-3),
        ["us"] = ("seconds", 1e-6),
        ["ns"] = ("seconds", 1e-9),
        ["By"] = ("bytes", 1),
        ["KiBy"] = ("bytes", 1L << 10),
        ["MiBy"] = ("bytes", 1L << 20),
        ["GiBy"] = ("bytes", 1L << 30),
        ["KBy"] = ("bytes", 1e3),
        ["MBy"] = ("bytes", 1e6),
        ["GBy"] = ("bytes", 1e9),
        // As Orleans writes 1,048,576 bytes.
        ["MB"] = ("bytes", 1L << 20),
        ["m"] = ("meters", 1),
        ["V"] = ("volts", 1),
        ["A"] = ("amperes", 1),
        ["J"] = ("joules", 1),
        ["W"] = ("watts", 1),
        ["g"] = ("grams", 1),
        ["Cel"] = ("celsius", 1),
        ["Hz"] = ("hertz", 1),
        ["%"] = ("percent", 1),
    };

    public static string OfMetric(string name, string? unit, MetricType type)
    {
        var full = Legal(name, colons: true);
        if (UnitOf(unit, type) is { } suffix && !full.EndsWith("_" + suffix, StringComparison.Ordinal)) full = $"{full}_{suffix}";
        if (IsCounter(type))
        {
            // The suffix stands once and last.
            if (full.EndsWith("_total", StringComparison.Ordinal)) full = full[..^"_total".Length];
            full += "_total";
        }

        return full;
    }

    /// <summary>A label in snake case: a capital after a small letter begins a word.</summary>
    public static string OfLabel(string name)
    {
        var text = new StringBuilder(Legal(name, colons: false));
        for (var i = text.Length - 1; i > 0; i--)
        {
            if (char.IsAsciiLetterUpper(text[i]) && char.IsAsciiLetterLower(text[i - 1])) text.Insert(i, '_');
        }

        return text.ToString().ToLowerInvariant();
    }

    /// <summary>What a value of a unit is multiplied by to be one of the unit in the metric's name.</summary>
    public static double ScaleOf(string? unit) => unit is not null && Units.TryGetValue(unit, out var known) ? known.Factor : 1;

    public static bool IsCounter(MetricType type) => type is MetricType.LongSum or MetricType.DoubleSum;

    private static string? UnitOf(string? unit, MetricType type)
    {
        if (string.IsNullOrEmpty(unit)) return null;
        // Annotations as {posting} say what is counted; they are no unit.
        var bare = unit.Contains('{', StringComparison.Ordinal) ? unit[..unit.IndexOf('{', StringComparison.Ordinal)] : unit;
        if (bare == "1") return type is MetricType.LongGauge or MetricType.DoubleGauge ? "ratio" : null;
        if (bare.Length == 0) return null;
        var slash = bare.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? Spelled(bare) : slash == 0 ? null : $"{Spelled(bare[..slash])}_per_{Singular(Spelled(bare[(slash + 1)..]))}";
    }

    private static string Spelled(string unit) => Units.TryGetValue(unit, out var known) ? known.Base : Legal(unit, colons: false);

    private static string Singular(string unit) => unit.EndsWith('s') ? unit[..^1] : unit;

    private static string Legal(string name, bool colons)
    {
        var text = new StringBuilder(name.Length + 1);
        if (name.Length == 0 || char.IsAsciiDigit(name[0])) text.Append('_');
        foreach (var c in name)
        {
            var isLegal = char.IsAsciiLetterOrDigit(c) || (colons && c == ':');
            // Runs of what is not allowed become one underscore.
            if (isLegal) text.Append(c);
            else if (text.Length == 0 || text[^1] != '_') text.Append('_');
        }

        return text.ToString();
    }
}
