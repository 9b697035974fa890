using System.CommandLine;

namespace Monitoring.Api.Feed;

/// <summary>
/// <c>import FILE…</c>: reads files of the feed into the data directory, or sends them to the server that uses it. A file is recognised by
/// its content; reference data goes before postings.
/// </summary>
public static class ImportCommand
{
    /// <summary>The command.</summary>
    /// <param name="buildHost">
    /// Builds, but does not start, the platform over the data directory that the command line names, with
    /// <see cref="FeedApiServices.ForImport"/> applied to its services. It may throw
    /// <see cref="Silo.Stores.StoreLockedException"/>, or the host may when it is first used.
    /// </param>
    /// <param name="dataDirectoryOf">The data directory that the command line names.</param>
    public static Command Create(Func<ParseResult, IHost> buildHost, Func<ParseResult, string> dataDirectoryOf)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Postings or reference data as NDJSON, JSON or CSV, plain or packed with gzip.",
            Arity = ArgumentArity.OneOrMore,
        };
        files.Validators.Add(result =>
        {
            // An option that is none would pass for a file.
            foreach (var token in result.Tokens.Where(token => token.Value.StartsWith("--", StringComparison.Ordinal)))
            {
                result.AddError($"'{token.Value}' is no option of import.");
            }
        });
        var server = new Option<Uri?>("--server")
        {
            Description = "Send the files to this server. [default: the one that uses the data directory, when one does]",
            HelpName = "URL",
            CustomParser = result =>
            {
                if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https") return uri;
                result.AddError($"'{result.Tokens[0].Value}' is no address, as http://localhost:5080.");
                return null;
            },
        };
        var leaveOpen = new Option<bool>("--leave-day-open")
        {
            Description = "Do not close the last business date read; more postings of that day are to come.",
        };
        var command = new Command(
            "import", "Read files of the feed, then stop. Exit code 1 if a line was rejected or a file could not be taken.");
        command.Arguments.Add(files);
        command.Options.Add(server);
        command.Options.Add(leaveOpen);
        command.SetAction((parsed, cancellationToken) =>
        {
            var console = new ImportConsole(Console.Out, Console.Error, !Console.IsErrorRedirected, TimeProvider.System);
            var target = new ImportTarget(
                parsed.GetValue(server), dataDirectoryOf(parsed), () => buildHost(parsed),
                    Environment.GetEnvironmentVariable(RemoteImport.TokenVariable));
            return new ImportRun(target, console, TimeProvider.System)
                .RunAsync(parsed.GetValue(files)!, !parsed.GetValue(leaveOpen), cancellationToken);
        });
        return command;
    }
}
