using System.CommandLine;
using Monitoring.Api.Hosting;
using Monitoring.Silo.Stores;

namespace Monitoring.Api.Commands;

/// <summary>Options that stand for configuration keys.</summary>
internal sealed class CommonOptions
{
    private readonly Option<bool> _demo = new("--demo") { Description = "Live a simulated bank at an accelerated clock." };

    private readonly Option<string?> _data = new("--data")
    {
        Description = "Directory of the data. [default: data; for a demonstration data/demo, made anew at each start]",
        HelpName = "DIR",
        Recursive = true,
    };

    private readonly Option<string?> _urls = new("--urls")
    {
        Description = $"Addresses to listen on. [default: {MonitoringSettings.DefaultUrl}]",
        HelpName = "URL",
        Recursive = true,
    };

    public void AddTo(RootCommand root)
    {
        root.Options.Add(_demo);
        root.Options.Add(_data);
        root.Options.Add(_urls);
    }

    public string DataDirectoryOf(ParseResult parsed, IReadOnlyDictionary<string, string?> configuration) =>
        parsed.GetValue(_data)
        ?? configuration.GetValueOrDefault("Data:Directory")
        ?? MonitoringApp.ConfigurationOf(configuration)["Data:Directory"]
        ?? new StoreOptions().DataDirectory;

    public void Apply(ParseResult parsed, Dictionary<string, string?> configuration)
    {
        if (parsed.GetValue(_demo)) configuration["Demo:Enabled"] = bool.TrueString;
        if (parsed.GetValue(_data) is { } data) configuration["Data:Directory"] = data;
        if (parsed.GetValue(_urls) is { } urls) configuration["urls"] = urls;
    }
}
