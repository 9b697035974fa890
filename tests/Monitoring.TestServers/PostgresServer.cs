using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Monitoring.TestServers;

/// <summary>
/// A PostgreSQL server of a test's own in a temporary folder, on a port of 127.0.0.1 and on a Unix socket in that folder. It can be killed,
/// paused and restarted on its data. Disposing of it ends the server and removes the folder, as does the end of this process,
/// unless the folder is to be kept.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>The account that owns the server's databases; no password is asked for.</summary>
    public const string User = "postgres";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(5);
    private static readonly Lazy<string?> Missing = new(FindMissing);

    private readonly PostgresServerSettings _settings;
    private readonly string _data;
    private Process? _process;
    private int _databases;

    private PostgresServer(string folder, int port, PostgresServerSettings settings)
    {
        _settings = settings;
        Folder = folder;
        Port = port;
        _data = Path.Combine(folder, "data");
        AppDomain.CurrentDomain.ProcessExit += RemoveAtExit;
    }

    /// <summary>Why no server can be started here, for the tests to skip with; <c>null</c> when one can.</summary>
    /// <exception cref="InvalidOperationException">None can be started, and this is the gate, which may not skip (CI=true).</exception>
    public static string? WhyNot =>
        Missing.Value is { } missing && Environment.GetEnvironmentVariable("CI") == "true"
            ? throw new InvalidOperationException(missing)
            : Missing.Value;

    /// <summary>The server's own folder: data, log, socket.</summary>
    public string Folder { get; }

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Its first process.</summary>
    public int ProcessId => Running.Id;

    /// <summary>What the server wrote to its log so far.</summary>
    public string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    private string LogFile => Path.Combine(Folder, "log");

    private Process Running => _process ?? throw new InvalidOperationException("The server does not run.");

    /// <summary>Full path of a program that comes with the server, as <c>pgbench</c>.</summary>
    /// <exception cref="FileNotFoundException">It is not installed.</exception>
    public static string Program(string name) =>
        PostgresBinaries.Find(name) ?? throw new FileNotFoundException($"PostgreSQL's {name} is not installed.");

    /// <summary>Makes a server's folder and starts it there.</summary>
    public static async Task<PostgresServer> StartAsync(PostgresServerSettings? settings = null, CancellationToken cancellation = default)
    {
        if (Missing.Value is { } missing) throw new InvalidOperationException(missing);
        settings ??= PostgresServerSettings.Quick;
        var folder = settings.Kept is not null ? Directory.CreateDirectory(settings.Kept).FullName
            : settings.Parent is null ? Directory.CreateTempSubdirectory("monitoring-postgres-").FullName
            : Directory.CreateDirectory(Path.Combine(settings.Parent, "postgres-" + Guid.NewGuid().ToString("n"))).FullName;
        var server = new PostgresServer(folder, settings.Port ?? FreePort.Next(), settings);
        try
        {
            if (!Directory.Exists(server._data)) await server.InitialiseAsync(cancellation);
            await server.RestartAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>How to reach a database over TCP.</summary>
    public string ConnectionString(string database = "postgres") =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = Port, Username = User, Database = database }.ConnectionString;

    /// <summary>How to reach a database over the Unix socket, which costs both sides less.</summary>
    public string SocketConnectionString(string database = "postgres") =>
        new NpgsqlConnectionStringBuilder { Host = Folder, Port = Port, Username = User, Database = database }.ConnectionString;

    /// <summary>Makes an empty database and tells how to reach it over TCP.</summary>
    /// <param name="name">Its name; one of its own when <c>null</c>.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<string> CreateDatabaseAsync(string? name = null, CancellationToken cancellation = default)
    {
        name ??= "test" + Interlocked.Increment(ref _databases).ToString(CultureInfo.InvariantCulture);
        await ExecuteAsync($"create database \"{name}\"", cancellation);
        return ConnectionString(name);
    }

    /// <summary>Runs a statement in the database <c>postgres</c>.</summary>
    public async Task ExecuteAsync(string sql, CancellationToken cancellation = default)
    {
        await using var connection = new NpgsqlConnection(Unpooled());
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = (int)Patience.TotalSeconds };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Starts the server on its data; recovers first when it was killed. Returns when it answers.</summary>
    public async Task RestartAsync(CancellationToken cancellation = default)
    {
        if (_process is not null) await StopAsync(cancellation);
        _process = Start("postgres", ["-D", _data, "-k", Folder, "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture)]);
        await AnswersAsync(_process, cancellation);
    }

    /// <summary>Ends the server in order; connections are cut.</summary>
    public async Task StopAsync(CancellationToken cancellation = default)
    {
        var process = Running;
        Resume();
        ProcessTable.Signal(process.Id, ProcessTable.SignalInterrupt);
        await EndedAsync(process, ProcessTable.ChildrenOf(process.Id), cancellation);
    }

    /// <summary>As <c>kill -9</c> of every process of the server. Returns when they are gone.</summary>
    public async Task KillAsync()
    {
        var process = Running;
        var children = Pause();
        foreach (var child in children) ProcessTable.Signal(child, ProcessTable.SignalKill);
        ProcessTable.Signal(process.Id, ProcessTable.SignalKill);
        await EndedAsync(process, children, CancellationToken.None);
    }

    /// <summary>As <c>kill -STOP</c> of every process of the server: connections stay and nothing answers.</summary>
    /// <returns>The stopped processes without the first.</returns>
    public int[] Pause()
    {
        // The first one is stopped first, so that no others appear.
        Stop([ProcessId]);
        var children = ProcessTable.ChildrenOf(ProcessId);
        Stop(children);
        return children;
    }

    /// <summary>Ends a <see cref="Pause"/>.</summary>
    public void Resume()
    {
        foreach (var child in ProcessTable.ChildrenOf(ProcessId)) ProcessTable.Signal(child, ProcessTable.SignalContinue);
        ProcessTable.Signal(ProcessId, ProcessTable.SignalContinue);
    }

    /// <summary>Processor time that all its processes have used since the start, seconds.</summary>
    public double CpuSeconds() => ProcessTable.CpuSeconds(ProcessId) + ProcessTable.ChildrenOf(ProcessId).Sum(ProcessTable.CpuSeconds);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= RemoveAtExit;
        if (_settings.Kept is not null)
        {
            if (_process is not null) await StopAsync();
            return;
        }

        if (_process is not null) await KillAsync();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, true);
    }

    private static string? FindMissing()
    {
        if (!OperatingSystem.IsLinux()) return "The test server of PostgreSQL is driven by Linux' signals and process table.";
        if (PostgresBinaries.Find("initdb") is null) return "PostgreSQL's server is not installed (Debian: postgresql).";
        if (!Environment.IsPrivilegedProcess) return null;
        var accounts = File.ReadLines("/etc/passwd");
        return accounts.Any(static line => line.StartsWith(User + ":", StringComparison.Ordinal))
            ? null
            : $"PostgreSQL does not run as root, and this machine has no account '{User}' to run it as.";
    }

    private static void Stop(int[] processes)
    {
        foreach (var process in processes) ProcessTable.Signal(process, ProcessTable.SignalStop);
        SpinWait.SpinUntil(() => processes.All(ProcessTable.IsStopped), Patience);
    }

    private async Task InitialiseAsync(CancellationToken cancellation)
    {
        if (Environment.IsPrivilegedProcess) await RunAsync(Process.Start("chown", [User, Folder]), cancellation);
        string[] arguments =
        [
            "-D", _data, "-U", User, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions",
        ];
        await RunAsync(Start("initdb", arguments), cancellation);
        var lines = _settings.Configuration
            .Select(static pair => $"{pair.Key} = '{pair.Value.Replace("'", "''", StringComparison.Ordinal)}'");
        await File.AppendAllLinesAsync(Path.Combine(_data, "postgresql.conf"), lines, cancellation);
    }

    private async Task RunAsync(Process process, CancellationToken cancellation)
    {
        using (process)
        {
            await process.WaitForExitAsync(cancellation);
            if (process.ExitCode != 0) throw new InvalidOperationException($"The server could not be made:\n{Log}");
        }
    }

    /// <summary>Starts a program as the user it may run as, its output in the log.</summary>
    private Process Start(string program, string[] arguments)
    {
        // The shell is replaced by the program, so that the process is the program's own.
        const string script = "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null";
        string[] before = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid", User, "--regid", User, "--clear-groups"] : [];
        string[] all = ["-c", script, "sh", LogFile, .. before, Program(program), .. arguments];
        var start = new ProcessStartInfo("sh", all) { WorkingDirectory = Folder };
        start.Environment["LC_ALL"] = "C.UTF-8";
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    private async Task AnswersAsync(Process process, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(Unpooled());
                await connection.OpenAsync(cancellation);
                return;
            }
            catch (NpgsqlException exception)
            {
                if (process.HasExited || Stopwatch.GetElapsedTime(began) > Patience)
                {
                    throw new InvalidOperationException($"The server did not start:\n{Log}", exception);
                }

                await Task.Delay(BetweenLooks, cancellation);
            }
        }
    }

    private async Task EndedAsync(Process process, int[] children, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        await process.WaitForExitAsync(limit.Token);
        while (children.Any(ProcessTable.Lives)) await Task.Delay(BetweenLooks, limit.Token);
        process.Dispose();
        _process = null;

        // Connections that were kept for later are dead now.
        NpgsqlConnection.ClearAllPools();
    }

    private string Unpooled() => new NpgsqlConnectionStringBuilder(SocketConnectionString()) { Pooling = false }.ConnectionString;

    private void RemoveAtExit(object? sender, EventArgs arguments) => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
