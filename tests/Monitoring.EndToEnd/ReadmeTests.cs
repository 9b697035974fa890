using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Monitoring.EndToEnd.Support;

namespace Monitoring.EndToEnd;

/// <summary>
/// Every command of README.md, run as its reader would. Changed in them are only the data directory and output folder, which go to a
/// temporary folder, and that what is built already is not built again.
/// </summary>
public sealed partial class ReadmeTests
{
    private const string Serve = "dotnet run --project api/Monitoring.Api -- --data ./data";
    private const string Demo = "dotnet run --project api/Monitoring.Api -- --demo";
    private const string Import = "dotnet run --project api/Monitoring.Api -- import FILE…";
    private const string Simulate = "dotnet run --project ml-models/Monitoring.Models -- simulate";
    private const string Backup = "dotnet run --project api/Monitoring.Api -- backup";
    private const string Restore = "dotnet run --project api/Monitoring.Api -- restore";
    private const string Verify = "dotnet run --project api/Monitoring.Api -- verify";
    private const string Publish = "dotnet publish -c Release api/Monitoring.Api -o out";
    private const string Curl = "curl ";

    /// <summary>Needs a container engine: <see cref="Deploy.ComposeTests"/> judges what it starts, and runs its first line.</summary>
    private const string Containers = "silo/deploy/secrets.sh\ndocker compose up --detach --build --wait";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly Uri Address = new("http://localhost:5080");

    [Fact]
    public void Every_command_of_the_readme_is_run_here()
    {
        var tested = (string[])[Serve, Demo, Import, Simulate, Curl, Backup, Restore, Verify, Publish, Containers, "dotnet test"];
        Assert.DoesNotContain(ReadmeCommands.Blocks, block => !tested.Any(known => block.StartsWith(known, StringComparison.Ordinal)));
        Assert.Equal(Containers, ReadmeCommands.Starting(Containers));
        Assert.Equal("dotnet test", ReadmeCommands.Starting("dotnet test"));
        Assert.Contains("\ndotnet test ", File.ReadAllText(Path.Combine(Product.Root, ".ci", "run")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serving_sending_asking_simulating_and_importing_work_as_written()
    {
        using var folder = new TemporaryFolder();
        await using (var server = Shell(ReadmeCommands.Starting(Serve), folder.Path))
        {
            await ReadyAsync(server);
            foreach (var block in ReadmeCommands.Blocks.Where(static block => block.StartsWith(Curl, StringComparison.Ordinal)))
            {
                await using var curl = Shell(block, folder.Path);
                Assert.True(await curl.ExitAsync(Patience) == 0, curl.Output);
                var answers = Json().Matches(curl.Output).SelectMany(static match => Values(match.Value)).ToArray();
                Assert.NotEmpty(answers);
                Assert.All(answers, static answer => Assert.True(answer.TryGetProperty("data", out _) || answer.GetProperty("accepted").GetInt32() == 2, answer.ToString()));
            }

            await RunAsync(Backup, folder.Path);
            using var client = new HttpClient { BaseAddress = Address };
            var page = await client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
            Assert.Contains("monitoring_grain_postings_total", page, StringComparison.Ordinal);
        }

        await RunAsync(Restore, folder.Path);
        var verdict = await RunAsync(Verify, folder.Path);
        Assert.Contains("2 postings", verdict, StringComparison.Ordinal);
        Assert.Contains("nothing contradicts", verdict, StringComparison.Ordinal);

        await using var simulate = Shell(ReadmeCommands.Starting(Simulate), folder.Path);
        Assert.True(await simulate.ExitAsync(Patience) == 0, simulate.Output);
        var files = $"{folder.Path}/simulated/reference.ndjson {folder.Path}/simulated/postings.ndjson --data {folder.Path}/imported";
        await using var import = Shell(ReadmeCommands.Starting(Import).Replace("FILE…", files, StringComparison.Ordinal), folder.Path);
        Assert.True(await import.ExitAsync(Patience) == 0, import.Output);
    }

    [Fact]
    public async Task What_is_published_runs_alone()
    {
        using var folder = new TemporaryFolder();
        await RunAsync(Publish, folder.Path);
        var address = Server.FreeAddress();
        await using var server = ProcessRun.Start($"{folder.Path}/out/Monitoring.Api", ["--data", $"{folder.Path}/data", "--urls", address.ToString()], folder.Path);
        await ReadyAsync(server, address);
        using var client = new HttpClient { BaseAddress = address };
        Assert.Contains("<html", await client.GetStringAsync("/", TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_demonstration_raises_alerts_by_itself()
    {
        using var folder = new TemporaryFolder();
        await using var server = await Server.StartAsync(folder.Path, "--demo");
        using var timeout = new CancellationTokenSource(Patience);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        var rules = new HashSet<string?>();
        while (rules.Count < 3 && await poll.WaitForNextTickAsync(timeout.Token))
        {
            var data = await server.QueryAsync("{ system { demo } alerts(first: 100) { edges { node { rule } } } }");
            Assert.True(data.GetProperty("system").GetProperty("demo").GetBoolean());
            rules = [.. data.GetProperty("alerts").GetProperty("edges").EnumerateArray().Select(static edge => edge.GetProperty("node").GetProperty("rule").GetString())];
        }
    }

    /// <summary>JSON values one after the other, as several calls leave them on one line.</summary>
    private static List<JsonElement> Values(string text)
    {
        var values = new List<JsonElement>();
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { AllowMultipleValues = true });
        while (reader.Read())
        {
            values.Add(JsonElement.ParseValue(ref reader));
        }

        return values;
    }

    private static ProcessRun Shell(string command, string folder) => ProcessRun.Start("bash", ["-c", command
        .Replace("--data ./data", $"--data {folder}/data", StringComparison.Ordinal)
        .Replace("--data ./restored", $"--data {folder}/restored", StringComparison.Ordinal)
        .Replace("./backup.db", $"{folder}/backup.db", StringComparison.Ordinal)
        .Replace("-o out", $"-o {folder}/out", StringComparison.Ordinal)
        .Replace("dotnet publish -c Release ", $"dotnet publish --no-build -c {new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name} ", StringComparison.Ordinal)
        .Replace("--out ./simulated", $"--out {folder}/simulated", StringComparison.Ordinal)
        .Replace("dotnet run ", $"dotnet run --no-build -c {new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name} ", StringComparison.Ordinal)]);

    private static async Task<string> RunAsync(string start, string folder)
    {
        await using var run = Shell(ReadmeCommands.Starting(start), folder);
        Assert.True(await run.ExitAsync(Patience) == 0, run.Output);
        return run.Output;
    }

    private static async Task ReadyAsync(ProcessRun run, Uri? address = null)
    {
        using var client = new HttpClient { BaseAddress = address ?? Address };
        using var timeout = new CancellationTokenSource(Patience);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await poll.WaitForNextTickAsync(timeout.Token))
        {
            Assert.False(run.HasExited, run.Output);
            try
            {
                using var response = await client.GetAsync("/health/ready", timeout.Token);
                if (response.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
    }

    [GeneratedRegex(@"^\{.*\}\s*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Json();
}
