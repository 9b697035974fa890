using System.Text;

namespace Monitoring.Api.Metrics;

/// <summary>All samples under one name.</summary>
internal sealed class PrometheusFamily(string name, string type, string help)
{
    private readonly StringBuilder _samples = new();

    public string Type => type;

    /// <summary>Meters that gave samples; with more than one, each sample names its own.</summary>
    public HashSet<string> Meters { get; } = new(StringComparer.Ordinal);

    public StringBuilder Samples => _samples;

    public void WriteTo(StringBuilder text)
    {
        if (help.Length > 0) text.Append("# HELP ").Append(name).Append(' ').Append(Escaped(help)).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n').Append(_samples);
    }

    private static string Escaped(string help) =>
        help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
