using System.Diagnostics;
using System.Globalization;
using Monitoring.Benchmarks.Shared;
using Monitoring.Models.Simulation;
using Monitoring.Silo.Stores;
using Monitoring.TestServers;

namespace Monitoring.Benchmarks.Growth;

/// <summary>A store filled with a history, and the server on it.</summary>
internal sealed class GrownStore : IAsyncDisposable
{
    private const string Database = "books";
    private const string MarkName = "filled.txt";

    private readonly string _root;
    private readonly bool _isKept;
    private readonly EvenBank _bank;
    private EvenLoad? _load;
    private BenchServer? _server;

    private GrownStore(string root, bool isKept, EvenBank bank, long size, PostgresServer? database)
    {
        (_root, _isKept, _bank, Size, PostgresServer) = (root, isKept, bank, size, database);
        Directory.CreateDirectory(Folder);
    }

    /// <summary>Postings of its history.</summary>
    public long Size { get; }

    /// <summary>Its database server; none for SQLite.</summary>
    public PostgresServer? PostgresServer { get; }

    /// <summary>The server on it.</summary>
    public BenchServer Server => _server ?? throw new InvalidOperationException("The server does not run.");

    /// <summary>The loads that follow its history.</summary>
    public EvenLoad Load => _load ?? throw new InvalidOperationException("The store is not filled.");

    private string Folder => Path.Combine(_root, "data");

    private string Mark => Path.Combine(_root, MarkName);

    private string Connection => PostgresServer!.SocketConnectionString(Database);

    /// <summary>Fills a store, or takes one that was filled and kept.</summary>
    public static async Task<GrownStore> OpenAsync(string store, string ids, int accounts, long size, string? keep)
    {
        var bank = new EvenBank(accounts, ids == "random" ? PostingIdScheme.Random : PostingIdScheme.Sequential);
        var name = string.Create(CultureInfo.InvariantCulture, $"{store}-{ids}-{accounts}-{size}");
        var root = keep is null ? Directory.CreateTempSubdirectory("monitoring-bench-").FullName : Path.Combine(Path.GetFullPath(keep), name);
        Directory.CreateDirectory(root);

        // PostgreSQL runs as a user of its own, who must be able to go through here.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(root, (UnixFileMode)0b111_101_101);
        var database = store == "sqlite" ? null : await StartDatabaseAsync(Path.Combine(root, "postgres"));
        var grown = new GrownStore(root, keep is not null, bank, size, database);
        await grown.FillAsync();
        return grown;
    }

    /// <summary>Bytes of everything on disk.</summary>
    public long DiskBytes() => new DirectoryInfo(_root).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length);

    /// <summary>Starts the server.</summary>
    /// <returns>From the start of its process until it is ready.</returns>
    public async Task<TimeSpan> StartAsync()
    {
        string[] settings = PostgresServer is null ? [] : ["Store__Kind=postgres", "Store__ConnectionString=" + Connection];
        var watch = Stopwatch.StartNew();
        _server = await BenchServer.StartAsync(Folder, settings);
        return watch.Elapsed;
    }

    /// <summary>Stops the server in order.</summary>
    public async Task StopAsync()
    {
        var server = Server;
        _server = null;
        await server.StopAsync();
        await server.DisposeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await StopAsync();
        if (_isKept && _load is not null) await WriteMarkAsync();
        if (PostgresServer is not null) await PostgresServer.DisposeAsync();
        if (!_isKept) Directory.Delete(_root, recursive: true);
    }

    private static Task<PostgresServer> StartDatabaseAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        return TestServers.PostgresServer.StartAsync(new PostgresServerSettings { Kept = folder, Configuration = ProductionPostgres.Configuration });
    }

    private async Task FillAsync()
    {
        if (File.Exists(Mark))
        {
            var numbers = (await File.ReadAllLinesAsync(Mark)).Select(static line => long.Parse(line, CultureInfo.InvariantCulture)).ToArray();
            _load = new EvenLoad(_bank, numbers[0], numbers[1]);
            return;
        }

        if (PostgresServer is not null) await PostgresServer.CreateDatabaseAsync(Database);
        var options = new StoreOptions { DataDirectory = Folder };
        if (PostgresServer is not null) (options.Kind, options.ConnectionString) = (StoreKind.Postgres, Connection);
        var watch = Stopwatch.StartNew();
        _load = new EvenLoad(_bank, await HistoryFill.RunAsync(options, _bank, Size));
        var filled = watch.Elapsed;
        if (PostgresServer is not null) await VacuumAsync();
        await WriteMarkAsync();
        Report.Line($"filled {Size:N0} in {filled.TotalSeconds:N0} s, {Size / filled.TotalSeconds:N0}/s; at rest after {watch.Elapsed.TotalSeconds:N0} s; {DiskBytes() >> 20:N0} MiB on disk");
    }

    /// <summary>What the server would do by itself later, done before anything is measured.</summary>
    private async Task VacuumAsync()
    {
        await using var connection = new Npgsql.NpgsqlConnection(Connection);
        await connection.OpenAsync();
        foreach (var statement in (string[])["vacuum (analyze)", "checkpoint"])
        {
            await using var command = new Npgsql.NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync();
        }
    }

    private Task WriteMarkAsync() => File.WriteAllLinesAsync(
        Mark, [Load.Next.ToString(CultureInfo.InvariantCulture), Load.Taken.ToString(CultureInfo.InvariantCulture)]);
}
