using System.CommandLine;
using Monitoring.Api.Hosting;

namespace Monitoring.Api.Commands;

/// <summary>The command line: without a subcommand it serves.</summary>
public static class MonitoringCommand
{
    /// <summary>Runs the command line.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var configuration = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var others = ConfigurationArguments.Take(arguments, configuration);
        var parsed = Create(configuration).Parse(others);
        if (parsed.Errors.Count == 0) return await parsed.InvokeAsync();
        await parsed.InvokeAsync();
        return ExitCodes.BadConfiguration;
    }

    private static RootCommand Create(Dictionary<string, string?> configuration)
    {
        var options = new CommonOptions();
        var root = new RootCommand(
            "Real-time monitoring of a bank's books. Configuration keys may follow as --Section:Key=value.");
        options.AddTo(root);
        root.SetAction((parsed, cancellationToken) =>
        {
            options.Apply(parsed, configuration);
            return ServeCommand.RunAsync(configuration, cancellationToken);
        });
        root.Subcommands.Add(SchemaCommand.Create(configuration));
        return root;
    }
}
