using System.Globalization;
using Monitoring.EndToEnd.Support;
using Monitoring.TestServers;
using Npgsql;

namespace Monitoring.Cluster.Tests.Support;

/// <summary>PostgreSQL, Redis, two silos and two api processes: the cluster as it is deployed, on this machine.</summary>
internal sealed class ClusterRun : IAsyncDisposable
{
    private readonly ClusterRunOptions _options;
    private readonly TemporaryFolder? _temporary;
    private readonly string _folder;
    private readonly string _connection;
    private readonly Node[] _silos;
    private readonly Node[] _apis;
    private int? _nextPort;

    private ClusterRun(PostgresServer postgres, RedisServer redis, string connection, ClusterRunOptions options)
    {
        (Postgres, Redis, _connection, _options, _nextPort) = (postgres, redis, connection, options, options.FirstPort);
        _temporary = options.Folder is null ? new TemporaryFolder() : null;
        _folder = options.Folder ?? _temporary!.Path;
        _apis = [.. Enumerable.Range(1, options.Apis).Select(number => new Node($"api-{number}", Port(), 0, 0))];
        _silos = [.. Enumerable.Range(1, options.Silos).Select(number => new Node($"silo-{number}", Port(), Port(), Port()))];
        foreach (var node in Nodes) node.Assembly = options.Assembly ?? Product.Api;
    }

    public PostgresServer Postgres { get; }

    public RedisServer Redis { get; }

    /// <summary>For people, where it is installed.</summary>
    public PrometheusServer? Prometheus { get; private set; }

    public IReadOnlyList<Node> Silos => _silos;

    public IReadOnlyList<Node> Apis => _apis;

    /// <summary>Silos, then api processes.</summary>
    public IEnumerable<Node> Nodes => _silos.Concat(_apis);

    /// <summary>How to reach the books.</summary>
    public string ConnectionString => _connection;

    /// <summary>Why none can be started here; <c>null</c> when one can.</summary>
    public static string? WhyNot => PostgresServer.WhyNot ?? RedisServer.WhyNot;

    private string[] StoreArguments => ["--Store:Kind=postgres", $"--Store:ConnectionString={_connection}", $"--data={Path.Combine(_folder, "tool")}"];

    /// <summary>Starts all of it; silos first, as the others wait for them.</summary>
    public static async Task<ClusterRun> StartAsync(ClusterRunOptions? options = null)
    {
        options ??= new ClusterRunOptions();
        var postgres = await PostgresServer.StartAsync(options.Postgres);
        var redis = await RedisServer.StartAsync();
        var run = new ClusterRun(postgres, redis, await DatabaseAsync(postgres), options);
        try
        {
            await run.StartAsync(run._silos[0]);
            await Task.WhenAll(run._silos.Skip(1).Concat(run._apis).Select(run.StartAsync));
            if (options.IsForPeople && PrometheusServer.WhyNot is null)
            {
                run.Prometheus = await PrometheusServer.StartAsync(Path.Combine(run._folder, "prometheus"), PrometheusConfiguration.Of(run), run.NextPort());
            }

            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a process, again when it was killed or stopped; returns when it is ready.</summary>
    public async Task StartAsync(Node node)
    {
        // The name shows in the database's list of connections.
        var connection = $"{_connection};Application Name={node.Name}";
        string[] arguments =
        [
            .. node.IsSilo ? ["silo", Key("SiloPort", node.SiloPort), Key("GatewayPort", node.GatewayPort)] : Array.Empty<string>(),
            "--Store:Kind=postgres", $"--Store:ConnectionString={connection}", $"--Cluster:Redis={Redis.Address}",
            .. _options.IsForPeople ? [] : new[] { $"--Bank:DayCutoff={FarCutoff()}", "--Logging:LogLevel:Default=Warning" },
        ];
        var folder = Path.Combine(_folder, node.Name);
        var log = Path.Combine(folder, "log");
        try
        {
            Directory.CreateDirectory(folder);
            var toLog = _options.Folder is null ? null : $"exec >>'{log}' 2>&1;";
            node.Server = await Server.StartProgramAsync(node.Assembly, toLog, node.Address, folder, arguments);
        }
        catch (Exception exception) when (_options.Folder is not null)
        {
            throw new InvalidOperationException($"{node.Name} did not start; its log is {log}.", exception);
        }
    }

    /// <summary>Cuts every connection that a process has to the database.</summary>
    public Task CutDatabaseAsync(Node node) => Postgres.ExecuteAsync(
        $"select pg_terminate_backend(pid) from pg_stat_activity where application_name = '{node.Name}'");

    /// <summary>Checks the books against themselves, when no process writes them.</summary>
    public async Task VerifyAsync()
    {
        await using var verify = ProcessRun.Start("dotnet", [Product.Api, "verify", .. StoreArguments]);
        var code = await verify.ExitAsync(TimeSpan.FromMinutes(10));
        Assert.True(code == 0, $"verify ended with {code}:\n{verify.Output}");
    }

    /// <summary>Tells all processes to end and waits for it: api processes first, so that nobody is refused.</summary>
    public async Task StopAsync()
    {
        await Task.WhenAll(_apis.Select(static node => node.StopAsync()));
        await Task.WhenAll(_silos.Select(static node => node.StopAsync()));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes) await node.KillAsync();
        if (Prometheus is not null) await Prometheus.DisposeAsync();
        await Redis.DisposeAsync();
        await Postgres.DisposeAsync();
        _temporary?.Dispose();
    }

    private static async Task<string> DatabaseAsync(PostgresServer postgres)
    {
        const string name = "monitoring";
        try
        {
            return await postgres.CreateDatabaseAsync(name);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.DuplicateDatabase)
        {
            // A folder that was used before.
            return postgres.ConnectionString(name);
        }
    }

    /// <summary>No business day ends on the world's clock while a run lasts.</summary>
    private static string FarCutoff() =>
        TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow().AddHours(12), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"))
            .ToString("HH:mm", CultureInfo.InvariantCulture);

    private int Port() => NextPort() ?? Server.FreeAddress().Port;

    private int? NextPort() => _nextPort++;

    private static string Key(string name, int value) => string.Create(CultureInfo.InvariantCulture, $"--Cluster:{name}={value}");
}
