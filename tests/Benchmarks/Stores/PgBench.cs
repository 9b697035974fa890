using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Monitoring.Benchmarks.Shared;
using Monitoring.TestServers;

namespace Monitoring.Benchmarks.Stores;

/// <summary>
/// PostgreSQL's own benchmark, TPC-B-like: a transaction updates an account, a teller and a branch, reads the account's balance and
/// inserts a row of history.
/// </summary>
internal sealed partial class PgBench(PostgresServer server)
{
    private const string Database = "pgbench";
    private const int Scale = 50;
    private const int Threads = 2;
    private static readonly int[] ClientCounts = [1, 2, 4, 8, 16, 32, 64];

    /// <summary>The client count at which it was fastest.</summary>
    public int Clients { get; private set; }

    /// <summary>Makes its tables.</summary>
    public async Task InitialiseAsync()
    {
        await server.CreateDatabaseAsync(Database);
        await RunAsync("-i", "-q", "-s", Number(Scale));
    }

    /// <summary>Tries each client count once.</summary>
    public async Task<IReadOnlyList<(int Clients, double Rate)>> FindBestAsync(int seconds)
    {
        var rates = new List<(int Clients, double Rate)>();
        foreach (var clients in ClientCounts) rates.Add((clients, (await MeasureAsync(clients, seconds)).Rate));
        Clients = rates.MaxBy(static rate => rate.Rate).Clients;
        return rates;
    }

    /// <summary>Transactions a second at the best client count; pgbench's own processor time is not counted.</summary>
    public Task<Yardstick> MeasureAsync(int seconds) => MeasureAsync(Clients, seconds);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^tps = ([0-9.]+)", RegexOptions.Multiline)]
    private static partial Regex Tps();

    private async Task<Yardstick> MeasureAsync(int clients, int seconds)
    {
        var cpu = server.CpuSeconds();
        var threads = Math.Min(clients, Threads);
        var output = await RunAsync("-M", "prepared", "-T", Number(seconds), "-c", Number(clients), "-j", Number(threads));
        var found = Tps().Match(output);
        if (!found.Success) throw new InvalidOperationException("pgbench told no rate:\n" + output);
        var rate = double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture);
        return new Yardstick(rate, (server.CpuSeconds() - cpu) * 1e6 / (rate * seconds));
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        string[] where = ["-h", server.Folder, "-p", Number(server.Port), "-U", PostgresServer.User, Database];
        var start = new ProcessStartInfo(PostgresServer.Program("pgbench"), [.. arguments, .. where])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("pgbench did not start.");
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException("pgbench failed:\n" + await error);
    }
}
