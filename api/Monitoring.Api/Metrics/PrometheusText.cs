using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Monitoring.Api.Metrics;

/// <summary>
/// Writes metrics in Prometheus' text format 0.0.4. Metrics of one name stand together; where two meters share a name each sample names its
/// meter. Used by one thread.
/// </summary>
internal sealed class PrometheusText
{
    private const string MeterLabel = "otel_scope_name";

    private readonly SortedDictionary<string, PrometheusFamily> _families = new(StringComparer.Ordinal);

    /// <summary>
    /// Adds all points of a metric. One whose type differs from others of its name is left out: the format cannot hold both.
    /// </summary>
    public void Add(Metric metric)
    {
        var type = TypeOf(metric.MetricType);
        var name = PrometheusNames.OfMetric(metric.Name, metric.Unit, metric.MetricType);
        if (!_families.TryGetValue(name, out var family))
        {
            _families.Add(name, family = new PrometheusFamily(name, type, HelpOf(metric)));
        }

        if (family.Type != type) return;
        // The first meter's samples need no name while it is the only one.
        var meter = family.Meters.Add(metric.MeterName) && family.Meters.Count == 1 ? null : metric.MeterName;
        var target = new Target(family.Samples, name, PrometheusNames.ScaleOf(metric.Unit));
        foreach (ref readonly var point in metric.GetMetricPoints()) Add(target, metric.MetricType, LabelsOf(point.Tags, meter), point);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var family in _families.Values) family.WriteTo(text);
        return text.ToString();
    }

    private static string TypeOf(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.Histogram or MetricType.ExponentialHistogram => "histogram",
        _ => "gauge",
    };

    /// <summary>Meters of others describe little; the checker wants a word for each.</summary>
    private static string HelpOf(Metric metric) =>
        metric.Description.Length > 0 ? metric.Description : $"{metric.Name}, as {metric.MeterName} measures it.";

    private static void Add(Target target, MetricType type, string labels, in MetricPoint point)
    {
        switch (type)
        {
            case MetricType.Histogram or MetricType.ExponentialHistogram:
                AddHistogram(target, labels, point, type == MetricType.Histogram);
                break;
            case MetricType.LongSum or MetricType.LongSumNonMonotonic:
                AddSample(target, labels, point.GetSumLong());
                break;
            case MetricType.LongGauge:
                AddSample(target, labels, point.GetGaugeLastValueLong());
                break;
            case MetricType.DoubleGauge:
                AddSample(target, labels, point.GetGaugeLastValueDouble());
                break;
            default:
                AddSample(target, labels, point.GetSumDouble());
                break;
        }
    }

    private static void AddHistogram(Target target, string labels, in MetricPoint point, bool hasBuckets)
    {
        long count = 0;
        if (hasBuckets)
        {
            foreach (var bucket in point.GetHistogramBuckets())
            {
                count += bucket.BucketCount;
                var bound = With(labels, $"le=\"{Number(bucket.ExplicitBound, target.Scale)}\"");
                AddSample(target.Text, target.Name, "_bucket", bound, count.ToString(CultureInfo.InvariantCulture));
            }
        }
        else
        {
            count = point.GetHistogramCount();
            AddSample(target.Text, target.Name, "_bucket", With(labels, "le=\"+Inf\""), count.ToString(CultureInfo.InvariantCulture));
        }

        AddSample(target.Text, target.Name, "_sum", labels, Number(point.GetHistogramSum(), target.Scale));
        AddSample(target.Text, target.Name, "_count", labels, count.ToString(CultureInfo.InvariantCulture));
    }

    private static void AddSample(Target target, string labels, long value) => AddSample(
        target.Text, target.Name, "", labels,
        target.Scale == 1 ? value.ToString(CultureInfo.InvariantCulture) : Number(value, target.Scale));

    private static void AddSample(Target target, string labels, double value) =>
        AddSample(target.Text, target.Name, "", labels, Number(value, target.Scale));

    private static void AddSample(StringBuilder text, string name, string suffix, string labels, string value)
    {
        text.Append(name).Append(suffix);
        if (labels.Length > 0) text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(value).Append('\n');
    }

    private static string With(string labels, string more) => labels.Length == 0 ? more : $"{labels},{more}";

    private static string LabelsOf(ReadOnlyTagCollection tags, string? meter)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (meter is not null) values.Add(MeterLabel, meter);
        foreach (var (key, value) in tags)
        {
            var label = PrometheusNames.OfLabel(key);
            var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            // Names that become the same share one label.
            values[label] = values.TryGetValue(label, out var before) ? $"{before};{text}" : text;
        }

        return string.Join(',', values.Select(pair => $"{pair.Key}=\"{Escaped(pair.Value)}\""));
    }

    private static string Escaped(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value, double scale) => (value * scale) switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        // Fifteen digits: what a factor such as a thousandth leaves behind them is no part of the value.
        var scaled => scaled.ToString(scale == 1 ? "R" : "G15", CultureInfo.InvariantCulture),
    };

    /// <summary>Where samples of a metric go.</summary>
    private readonly record struct Target(StringBuilder Text, string Name, double Scale);
}
