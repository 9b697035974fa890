using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Monitoring.EndToEnd.Support;
using Monitoring.TestServers;

namespace Monitoring.Cluster.Tests.Support;

/// <summary>
/// <c>bench [postings [calls [rounds]]]</c>: the same postings through one process with its grains, through one silo and through two, in
/// turns, all on PostgreSQL that syncs; then what a call to a grain costs on each host. Tells postings a second and, steadier on a busy
/// machine, the processor time of each posting by part. The default build's release lies beside this one.
/// </summary>
internal static class ClusterBench
{
    private const int Accounts = 20_000;
    private const int Senders = 8;
    private const int Lines = 500;
    private const int DefaultPostings = 60_000;
    private const int DefaultCalls = 300_000;
    private const int DefaultRounds = 2;
    private const int ReadySeconds = 60;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var (api, benchmarks) = (DefaultBuild("api/Monitoring.Api", "Monitoring.Api"), DefaultBuild("tests/Benchmarks", "Monitoring.Benchmarks"));
        if (Array.Find([api, benchmarks], static file => !File.Exists(file)) is { } missing)
        {
            await Console.Error.WriteLineAsync($"{missing} is not there: build tests/Benchmarks in Release first.");
            return 1;
        }

        var postings = Number(arguments, 0, DefaultPostings);
        Console.WriteLine("what | postings/s | µs CPU a posting: silos | api | database");
        for (var round = 0; round < Number(arguments, 2, DefaultRounds); round++)
        {
            await MeasureOneProcessAsync(api, postings);
            foreach (var silos in (int[])[1, 2]) await MeasureClusterAsync(silos, postings);
        }

        await CallBench.RunAsync(Number(arguments, 1, DefaultCalls), benchmarks);
        return 0;
    }

    private static int Number(string[] arguments, int index, int otherwise) =>
        arguments.Length > index ? int.Parse(arguments[index], CultureInfo.InvariantCulture) : otherwise;

    private static string DefaultBuild(string folder, string name) => Path.Combine(Product.Root, folder, "bin", "Release", "net10.0", name + ".dll");

    private static async Task MeasureClusterAsync(int silos, int postings)
    {
        await using var cluster = await ClusterRun.StartAsync(new ClusterRunOptions { Silos = silos, Postgres = new PostgresServerSettings() });
        await MeasureAsync(
            $"{silos} silo(s), 2 api processes", [.. cluster.Apis.Select(static api => api.Address)], postings,
            () => cluster.Silos.Sum(Cpu), () => cluster.Apis.Sum(Cpu), cluster.Postgres);
    }

    private static async Task MeasureOneProcessAsync(string assembly, int postings)
    {
        await using var postgres = await PostgresServer.StartAsync(new PostgresServerSettings());
        using var folder = new TemporaryFolder();
        var address = Server.FreeAddress();
        string[] arguments =
        [
            assembly, "--data", folder.Path, "--urls", address.ToString(), "--Store:Kind=postgres",
            $"--Store:ConnectionString={await postgres.CreateDatabaseAsync()}", "--Logging:LogLevel:Default=Warning",
        ];
        await using var process = ProcessRun.Start("dotnet", arguments);
        await process.WaitForAsync("Monitoring is running", TimeSpan.FromSeconds(ReadySeconds));
        await MeasureAsync("one process with its grains", [address], postings, static () => 0, () => Cpu(process.Id), postgres);
    }

    private static async Task MeasureAsync(
        string what, Uri[] addresses, int postings, Func<double> silos, Func<double> apis, PostgresServer postgres)
    {
        // The first load opens the accounts and compiles the hot paths.
        await SendAsync(addresses, postings, "w");
        double[] before = [silos(), apis(), postgres.CpuSeconds()];
        var began = Stopwatch.GetTimestamp();
        await SendAsync(addresses, postings, "m");
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        double[] after = [silos(), apis(), postgres.CpuSeconds()];
        var each = after.Zip(before, (late, early) => ((late - early) * 1e6 / postings).ToString("N0", CultureInfo.InvariantCulture));
        Console.WriteLine($"{what} | {postings / seconds:N0} | {string.Join(" | ", each)}");
    }

    private static Task SendAsync(Uri[] addresses, int postings, string prefix) => Task.WhenAll(Enumerable.Range(0, Senders).Select(async sender =>
    {
        using var http = new HttpClient { BaseAddress = addresses[sender % addresses.Length], Timeout = TimeSpan.FromMinutes(10) };
        for (var first = sender * Lines; first < postings; first += Senders * Lines)
        {
            using var content = new ByteArrayContent(BodyOf(prefix, first, Math.Min(Lines, postings - first), sender));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
            using var response = await http.PostAsync("/feed/postings", content);
            var text = await response.Content.ReadAsStringAsync();
            if (!response.IsSuccessStatusCode || !text.Contains("\"rejected\":0", StringComparison.Ordinal)) throw new InvalidOperationException(text);
        }
    }));

    private static byte[] BodyOf(string prefix, int first, int count, int sender)
    {
        var body = new StringBuilder();
        for (var number = first; number < first + count; number++)
        {
            // An account is always the same sender's.
            var own = (first / (Senders * Lines) * Lines) + number - first;
            var account = (own % (Accounts / Senders) * Senders) + sender;
            body.Append(CultureInfo.InvariantCulture, $"{{\"postingId\":\"{prefix}{number:D9}\",\"account\":\"62{account:D10}\",\"direction\":\"credit\",");
            body.Append(CultureInfo.InvariantCulture, $"\"amount\":{100 + (number % 900)},\"currency\":\"CNY\",");
            body.Append("\"bookedAt\":\"2026-11-20T08:15:30+08:00\",\"branch\":\"B001\"}\n");
        }

        return Encoding.UTF8.GetBytes(body.ToString());
    }

    private static double Cpu(Node node) => node.Server is { } server ? Cpu(server.ProcessId) : 0;

    private static double Cpu(int process)
    {
        using var found = Process.GetProcessById(process);
        return found.TotalProcessorTime.TotalSeconds;
    }
}
