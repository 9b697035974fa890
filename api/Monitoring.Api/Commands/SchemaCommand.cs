using System.CommandLine;
using Monitoring.Api.Hosting;
using Monitoring.GraphQL;

namespace Monitoring.Api.Commands;

/// <summary><c>schema</c>: prints the GraphQL schema. Opens no store and listens nowhere.</summary>
internal static class SchemaCommand
{
    public static Command Create(IReadOnlyDictionary<string, string?> configuration)
    {
        var command = new Command("schema", "Print the GraphQL schema; api/schema.graphql is what it printed last.");
        var output = new Option<FileInfo?>("--output") { Description = "File to write instead of printing.", HelpName = "FILE" };
        command.Options.Add(output);
        command.SetAction((parsed, cancellationToken) => RunAsync(configuration, parsed.GetValue(output), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        IReadOnlyDictionary<string, string?> configuration, FileInfo? output, CancellationToken cancellationToken)
    {
        await using var app = MonitoringApp.Build(configuration, TimeProvider.System);
        var sdl = app.Services.GetRequiredService<GraphQLServer>().Sdl.TrimEnd() + "\n";
        if (output is null) await Console.Out.WriteAsync(sdl.AsMemory(), cancellationToken);
        else await File.WriteAllTextAsync(output.FullName, sdl, cancellationToken);
        return ExitCodes.Done;
    }
}
