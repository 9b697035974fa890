using System.Globalization;

namespace Monitoring.Benchmarks.Shared;

/// <summary>Figures as people read them, the same everywhere.</summary>
internal static class Report
{
    /// <summary>A text whose figures do not depend on the machine's language.</summary>
    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes a line.</summary>
    public static void Line(FormattableString text) => Console.WriteLine(Text(text));

    /// <summary>The middle one; of an even number the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>A ratio in every round: median, least and greatest.</summary>
    public static string Ratio(IEnumerable<double> values)
    {
        var all = values.ToArray();
        return Text($"{Median(all):F2} ({all.Min():F2} to {all.Max():F2})");
    }
}
