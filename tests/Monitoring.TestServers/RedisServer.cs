using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Monitoring.TestServers;

/// <summary>
/// A Redis server of a test's own on a port of 127.0.0.1, which keeps nothing. It can be killed and started again. Disposing of it ends it,
/// as does the end of this process.
/// </summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const string Program = "redis-server";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(5);

    private Process? _process;

    private RedisServer(int port)
    {
        Port = port;
        AppDomain.CurrentDomain.ProcessExit += EndAtExit;
    }

    /// <summary>Why no server can be started here, for the tests to skip with; <c>null</c> when one can.</summary>
    /// <exception cref="InvalidOperationException">None can be started, and this is the gate, which may not skip (CI=true).</exception>
    public static string? WhyNot => IsInstalled ? null
        : Environment.GetEnvironmentVariable("CI") == "true" ? throw new InvalidOperationException(Missing)
        : Missing;

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>How to reach it.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    private static string Missing => "Redis is not installed (Debian: redis-server).";

    private static bool IsInstalled => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Any(static folder => File.Exists(Path.Combine(folder, Program)));

    /// <summary>Starts a server.</summary>
    /// <param name="port">Its port; a free one when <c>null</c>.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<RedisServer> StartAsync(int? port = null, CancellationToken cancellation = default)
    {
        var server = new RedisServer(port ?? FreePort.Next());
        await server.RestartAsync(cancellation);
        return server;
    }

    /// <summary>Starts it, again on its port when it was killed. Returns when it answers.</summary>
    public async Task RestartAsync(CancellationToken cancellation = default)
    {
        await KillAsync();
        string[] arguments = ["--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{Program} did not start.");
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        await AnswersAsync(_process, cancellation);
    }

    /// <summary>As <c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process) return;
        _process = null;
        ProcessTable.Signal(process.Id, ProcessTable.SignalKill);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= EndAtExit;
        await KillAsync();
    }

    private async Task AnswersAsync(Process process, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port, cancellation);
                return;
            }
            catch (SocketException exception)
            {
                if (process.HasExited || Stopwatch.GetElapsedTime(began) > Patience)
                {
                    throw new InvalidOperationException($"{Program} did not start on port {Port}.", exception);
                }

                await Task.Delay(BetweenLooks, cancellation);
            }
        }
    }

    private void EndAtExit(object? sender, EventArgs arguments) => KillAsync().GetAwaiter().GetResult();
}
