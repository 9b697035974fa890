using System.CommandLine;
using Monitoring.Api.Feed;
using Monitoring.Api.Hosting;
using Monitoring.Silo.Stores;

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
        if (parsed.Errors.Count > 0)
        {
            await parsed.InvokeAsync();
            return ExitCodes.BadConfiguration;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (ConfigurationProblemsException exception)
        {
            foreach (var problem in exception.Problems) await Console.Error.WriteLineAsync(problem);
            return ExitCodes.BadConfiguration;
        }
        catch (Exception exception) when (IsTold(exception))
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return ExitCodes.Failed;
        }
    }

    /// <summary>
    /// Failures that an operator can do something about; their message is enough. Anything else is a defect and shows where.
    /// </summary>
    private static bool IsTold(Exception exception) =>
        exception is StoreException or StoreLockedException or StoreSchemaException
            or IOException or UnauthorizedAccessException or InvalidDataException;

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
        root.Subcommands.Add(ImportCommand.Create(
            parsed => BuildForImport(options, parsed, configuration), parsed => options.DataDirectoryOf(parsed, configuration)));
        root.Subcommands.Add(VerifyCommand.Create(options, configuration));
        root.Subcommands.Add(BackupCommand.Create(options, configuration));
        root.Subcommands.Add(RestoreCommand.Create(options, configuration));
        root.Subcommands.Add(ArchiveCommand.Create(options, configuration));
        root.Subcommands.Add(SchemaCommand.Create(configuration));
        root.Subcommands.Add(HealthCommand.Create(options, configuration));
        HostRole.AddCommands(root, parsed => options.Apply(parsed, configuration), configuration);
        return root;
    }

    /// <summary>The platform without an address to listen on and without a clock: the import closes its own days.</summary>
    private static WebApplication BuildForImport(CommonOptions options, ParseResult parsed, Dictionary<string, string?> configuration)
    {
        options.Apply(parsed, configuration);
        configuration["Escalation:Enabled"] = bool.FalseString;
        return MonitoringApp.Build(configuration, TimeProvider.System, static services => services.ForImport());
    }
}
