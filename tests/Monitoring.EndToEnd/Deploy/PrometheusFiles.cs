using System.Text.RegularExpressions;

namespace Monitoring.EndToEnd.Deploy;

/// <summary>Prometheus' files of the deployment, for processes at other addresses, and asking more often.</summary>
internal static partial class PrometheusFiles
{
    private const string Rules = "alerts.yml";
    private const string Token = "token";

    /// <summary>Puts what the configuration names into a folder.</summary>
    /// <returns>Text of <c>prometheus.yml</c>.</returns>
    public static string WriteTo(string folder, IEnumerable<Uri> silos, IEnumerable<Uri> apis)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, Token), "not asked for");
        File.Copy(Path.Combine(DeployFiles.Prometheus, Rules), Path.Combine(folder, Rules));
        var text = File.ReadAllText(Path.Combine(DeployFiles.Prometheus, "prometheus.yml"));
        text = Replace(text, """["silo-1:5081", "silo-2:5081"]""", Targets(silos));
        text = Replace(text, """["api-1:5080", "api-2:5080"]""", Targets(apis));
        text = Replace(text, "/run/secrets/metrics_token", Token);
        return Interval().Replace(text, "$1: 1s");
    }

    private static string Targets(IEnumerable<Uri> addresses) =>
        $"[{string.Join(", ", addresses.Select(static address => $"\"{address.Authority}\""))}]";

    private static string Replace(string text, string old, string replacement)
    {
        Assert.Contains(old, text, StringComparison.Ordinal);
        return text.Replace(old, replacement, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(scrape_interval|scrape_timeout|evaluation_interval): \d+s", RegexOptions.CultureInvariant)]
    private static partial Regex Interval();
}
