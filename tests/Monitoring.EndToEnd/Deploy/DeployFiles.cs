using System.Text.Json;
using System.Text.RegularExpressions;
using Monitoring.EndToEnd.Support;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Monitoring.EndToEnd.Deploy;

/// <summary>The files that the platform is deployed with, and what they say.</summary>
internal static partial class DeployFiles
{
    /// <summary>Their folder.</summary>
    public static string Folder { get; } = Path.Combine(Product.Root, "silo", "deploy");

    /// <summary>Where Prometheus' files lie.</summary>
    public static string Prometheus { get; } = Path.Combine(Folder, "prometheus");

    /// <summary>Queries of all panels: dashboard and title, and the query with the dashboard's variables filled in.</summary>
    public static IReadOnlyList<(string Panel, string Query)> Panels { get; } =
    [
        .. from file in Directory.GetFiles(Path.Combine(Folder, "grafana", "dashboards"), "*.json").Order(StringComparer.Ordinal)
           let board = JsonDocument.Parse(File.ReadAllText(file)).RootElement
           from panel in board.GetProperty("panels").EnumerateArray()
           from target in panel.GetProperty("targets").EnumerateArray()
           let name = $"{board.GetProperty("title").GetString()} / {panel.GetProperty("title").GetString()}"
           select (name, Filled(target.GetProperty("expr").GetString()!)),
    ];

    /// <summary>Alert rules by name.</summary>
    public static IReadOnlyDictionary<string, string> Rules { get; } =
        Items(Yaml(Path.Combine(Prometheus, "alerts.yml"))["groups"])
            .SelectMany(static group => Items(Map(group)["rules"]))
            .Select(Map)
            .ToDictionary(static rule => (string)rule["alert"], static rule => (string)rule["expr"], StringComparer.Ordinal);

    /// <summary>A YAML file, its anchors and merges followed.</summary>
    public static Dictionary<object, object> Yaml(string path)
    {
        using var reader = new StreamReader(path);
        return new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(reader)));
    }

    public static Dictionary<object, object> Map(object value) => (Dictionary<object, object>)value;

    public static List<object> Items(object value) => (List<object>)value;

    /// <summary>Names of metrics that a query reads.</summary>
    public static IEnumerable<string> MetricsOf(string query)
    {
        var bare = Grouping().Replace(Ranges().Replace(Matchers().Replace(query, ""), ""), " ");
        return Name().Matches(bare).Select(static match => match.Value)
            .Where(static name => name is not ("and" or "or" or "unless" or "bool")).Distinct();
    }

    private static string Filled(string query) => query
        .Replace("$__rate_interval", "30s", StringComparison.Ordinal)
        .Replace("$__range", "1m", StringComparison.Ordinal)
        .Replace("$instance", ".*", StringComparison.Ordinal);

    [GeneratedRegex(@"\{(?:[^""}]|""[^""]*"")*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Matchers();

    [GeneratedRegex(@"\[[^\]]*\]", RegexOptions.CultureInvariant)]
    private static partial Regex Ranges();

    [GeneratedRegex(@"\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)", RegexOptions.CultureInvariant)]
    private static partial Regex Grouping();

    /// <summary>A word that is no number and that no call follows.</summary>
    [GeneratedRegex(@"(?<![\w.:])[a-zA-Z_:][\w:]*\b(?!\s*\()", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
