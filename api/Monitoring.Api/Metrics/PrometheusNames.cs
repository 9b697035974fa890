using System.Text;
using OpenTelemetry.Metrics;

namespace Monitoring.Api.Metrics;

/// <summary>
/// Names of metrics and labels as OpenTelemetry's compatibility rules with Prometheus have them: units spelled out at the end, counters
/// ending in <c>_total</c>, every other character an underscore.
/// </summary>
internal static class PrometheusNames
{
    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["d"] = "days",
        ["h"] = "hours",
        ["min"] = "minutes",
        ["s"] = "seconds",
        ["ms"] = "milliseconds",
        ["us"] = "microseconds",
        ["ns"] = "nanoseconds",
        ["By"] = "bytes",
        ["KiBy"] = "kibibytes",
        ["MiBy"] = "mebibytes",
        ["GiBy"] = "gibibytes",
        ["KBy"] = "kilobytes",
        ["MBy"] = "megabytes",
        ["GBy"] = "gigabytes",
        ["m"] = "meters",
        ["V"] = "volts",
        ["A"] = "amperes",
        ["J"] = "joules",
        ["W"] = "watts",
        ["g"] = "grams",
        ["Cel"] = "celsius",
        ["Hz"] = "hertz",
        ["%"] = "percent",
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

    public static string OfLabel(string name) => Legal(name, colons: false);

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

    private static string Spelled(string unit) => Units.GetValueOrDefault(unit) ?? Legal(unit, colons: false);

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
