using System.Globalization;
using Monitoring.EndToEnd.Support;
using Monitoring.TestServers;

namespace Monitoring.Cluster.Tests.Support;

/// <summary>PostgreSQL, Redis, two silos and two api processes: the cluster as it is deployed, on this machine.</summary>
internal sealed class ClusterRun : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ClusterRunOptions _options;
    private readonly string _connection;
    private readonly string _cutoff;
    private readonly Node[] _silos;
    private readonly Node[] _apis;

    private ClusterRun(PostgresServer postgres, RedisServer redis, string connection, ClusterRunOptions options)
    {
        (Postgres, Redis, _connection, _options) = (postgres, redis, connection, options);
        _silos = [.. Enumerable.Range(0, options.Silos).Select(number => new Node($"silo-{number}", Free(), Free(), Free()))];
        _apis = [.. Enumerable.Range(0, options.Apis).Select(number => new Node($"api-{number}", Free(), 0, 0))];
        foreach (var node in Nodes) node.Assembly = options.Assembly ?? Product.Api;
        // No business day ends on the world's clock while a run lasts.
        var cutoff = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow().AddHours(12), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        _cutoff = cutoff.ToString("HH:mm", CultureInfo.InvariantCulture);
    }

    public PostgresServer Postgres { get; }

    public RedisServer Redis { get; }

    public IReadOnlyList<Node> Silos => _silos;

    public IReadOnlyList<Node> Apis => _apis;

    /// <summary>Silos, then api processes.</summary>
    public IEnumerable<Node> Nodes => _silos.Concat(_apis);

    /// <summary>Arguments of a process that is not a server, as <c>verify</c>.</summary>
    public string[] StoreArguments => ["--Store:Kind=postgres", $"--Store:ConnectionString={_connection}", $"--data={Path.Combine(_folder.Path, "tool")}"];

    /// <summary>Why none can be started here; <c>null</c> when one can.</summary>
    public static string? WhyNot => PostgresServer.WhyNot ?? RedisServer.WhyNot;

    /// <summary>Starts all of it; silos first, as the others wait for them.</summary>
    public static async Task<ClusterRun> StartAsync(ClusterRunOptions? options = null)
    {
        options ??= new ClusterRunOptions();
        var postgres = await PostgresServer.StartAsync(options.Postgres);
        var redis = await RedisServer.StartAsync();
        var run = new ClusterRun(postgres, redis, await postgres.CreateDatabaseAsync("monitoring"), options);
        try
        {
            await run.StartAsync(run._silos[0]);
            await Task.WhenAll(run._silos.Skip(1).Concat(run._apis).Select(run.StartAsync));
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
            "--Store:Kind=postgres", $"--Store:ConnectionString={connection}", $"--Cluster:Redis={Redis.Address}", $"--Bank:DayCutoff={_cutoff}",
            "--Logging:LogLevel:Default=Warning",
        ];
        if (node.IsSilo)
        {
            arguments = ["silo", .. arguments, Key("SiloPort", node.SiloPort), Key("GatewayPort", node.GatewayPort)];
        }

        node.Server = await Server.StartProgramAsync(node.Assembly, null, node.Address, Path.Combine(_folder.Path, node.Name), arguments);
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

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes) await node.KillAsync();
        await Redis.DisposeAsync();
        await Postgres.DisposeAsync();
        _folder.Dispose();
    }

    private static int Free() => Server.FreeAddress().Port;

    private static string Key(string name, int value) => string.Create(CultureInfo.InvariantCulture, $"--Cluster:{name}={value}");
}
