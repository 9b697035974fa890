using System.CommandLine;
using Monitoring.Api.Hosting;

namespace Monitoring.Api.Commands;

/// <summary>
/// <c>health</c>: asks the server of the same configuration whether it is ready, for supervisors that start a program to find out.
/// </summary>
internal static class HealthCommand
{
    private const string Path = "/health/ready";

    /// <summary>Longer than the server itself waits for its journal.</summary>
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(7);

    public static Command Create(CommonOptions options, Dictionary<string, string?> configuration)
    {
        var command = new Command("health", "Ask the server at --urls whether it is ready. Exit code 1 if it is not, or does not answer.");
        command.SetAction((parsed, cancellationToken) =>
        {
            options.Apply(parsed, configuration);
            var urls = MonitoringApp.ConfigurationOf(configuration)["urls"] ?? MonitoringSettings.DefaultUrl;
            return RunAsync(ReachableAt(urls.Split(';')[0].Trim()), cancellationToken);
        });
        return command;
    }

    /// <summary>An address to listen on as one to call from this machine: one of all interfaces is reached on its own.</summary>
    internal static Uri ReachableAt(string url)
    {
        var named = url.Replace("://+", "://localhost", StringComparison.Ordinal).Replace("://*", "://localhost", StringComparison.Ordinal);
        var address = new UriBuilder(named);
        if (address.Host is "0.0.0.0" or "[::]") address.Host = "localhost";
        address.Path = Path;
        return address.Uri;
    }

    private static async Task<int> RunAsync(Uri address, CancellationToken cancellationToken)
    {
        // Never by way of a proxy that the environment names.
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = AnswerMax };
        try
        {
            using var response = await client.GetAsync(address, cancellationToken);
            Console.WriteLine(await response.Content.ReadAsStringAsync(cancellationToken));
            return response.IsSuccessStatusCode ? ExitCodes.Done : ExitCodes.Failed;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"{address}: {exception.Message}");
            return ExitCodes.Failed;
        }
    }
}
