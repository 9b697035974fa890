using System.Diagnostics;
using System.Globalization;

namespace Monitoring.TestServers;

/// <summary>
/// A Prometheus server in a folder and on a port of 127.0.0.1. Disposing of it ends it, as does the end of this process; the folder stays.
/// </summary>
public sealed class PrometheusServer : IAsyncDisposable
{
    private const string Program = "prometheus";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private readonly Process _process;

    private PrometheusServer(Process process, int port)
    {
        (_process, Address) = (process, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")));
        AppDomain.CurrentDomain.ProcessExit += EndAtExit;
    }

    /// <summary>Why no server can be started here; <c>null</c> when one can.</summary>
    public static string? WhyNot { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Any(static folder => File.Exists(Path.Combine(folder, Program)))
        ? null
        : "Prometheus is not installed (Debian: prometheus).";

    /// <summary>Its page and its API.</summary>
    public Uri Address { get; }

    /// <summary>Starts a server; returns when it is ready.</summary>
    /// <param name="folder">Where its configuration, data and log are.</param>
    /// <param name="configuration">Text of <c>prometheus.yml</c>.</param>
    /// <param name="port">Its port; a free one when <c>null</c>.</param>
    public static async Task<PrometheusServer> StartAsync(string folder, string configuration, int? port = null)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "prometheus.yml"), configuration);
        var listen = port ?? FreePort.Next();
        // The shell is replaced by the program, so that the process is the program's own.
        const string script = "exec \"$@\" >>log 2>&1 </dev/null";
        string[] arguments =
        [
            "-c", script, "sh", Program, "--config.file=prometheus.yml", "--storage.tsdb.path=data",
            string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{listen}"),
        ];
        var process = Process.Start(new ProcessStartInfo("sh", arguments) { WorkingDirectory = folder })!;
        var server = new PrometheusServer(process, listen);
        try
        {
            await server.ReadyAsync(folder);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= EndAtExit;
        ProcessTable.Signal(_process.Id, ProcessTable.SignalKill);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task ReadyAsync(string folder)
    {
        using var http = new HttpClient { BaseAddress = Address };
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using var response = await http.GetAsync("/-/ready");
                if (response.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            if (_process.HasExited || Stopwatch.GetElapsedTime(began) > Patience)
            {
                throw new InvalidOperationException($"{Program} did not start:\n{await File.ReadAllTextAsync(Path.Combine(folder, "log"))}");
            }

            await Task.Delay(BetweenLooks);
        }
    }

    private void EndAtExit(object? sender, EventArgs arguments) => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
