using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.GraphQL;

namespace Monitoring.Benchmarks.GraphQL;

/// <summary>
/// <c>graphql [--seconds N] [--connections N]</c>: our server and graphql-yoga, one after the other in one run, on the same schema, data and
/// requests; then the time in which hostile queries are refused. <c>graphql --serve</c> is our server's side, started as a process of its own.
/// </summary>
public static class GraphQLBenchmark
{
    private const int DefaultSeconds = 5;
    private const int DefaultConnections = 16;

    private const string Introspection =
        "query I { __schema { queryType { name } mutationType { name } subscriptionType { name } types { ...T } directives { name description locations args { ...V } } } } "
        + "fragment T on __Type { kind name description fields(includeDeprecated: true) { name description args { ...V } type { ...R } isDeprecated deprecationReason } "
        + "inputFields { ...V } interfaces { ...R } enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } possibleTypes { ...R } } "
        + "fragment V on __InputValue { name description type { ...R } defaultValue } "
        + "fragment R on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } }";

    private static readonly (string Name, string Query)[] Queries =
    [
        ("small query", "query Q($name: String!) { hello(name: $name) }"),
        ("100 items, nested objects", "{ items { id name price rating available tags owner { id name address { street city } } } }"),
        ("introspection", Introspection),
    ];

    /// <summary>Runs the benchmark; 0 when all went well.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Contains("--serve")) return await ServeAsync().ConfigureAwait(false);
        var time = TimeSpan.FromSeconds(Option(args, "--seconds", DefaultSeconds));
        var connections = Option(args, "--connections", DefaultConnections);
        var yogaFolder = YogaFolder();
        if (!Directory.Exists(Path.Combine(yogaFolder, "node_modules")))
            (await StartAsync("npm", ["ci", "--no-audit", "--no-fund"], yogaFolder, false).ConfigureAwait(false)).Process.WaitForExit();
        var entry = Environment.GetCommandLineArgs()[0];
        var (ours, ourPort) = await StartAsync("dotnet", [entry, "graphql", "--serve"], Environment.CurrentDirectory, true).ConfigureAwait(false);
        var (theirs, theirPort) = await StartAsync("node", ["server.mjs"], yogaFolder, true).ConfigureAwait(false);
        try
        {
            Console.WriteLine($"{"",-28}{"ours/s",12}{"yoga/s",12}{"ratio",8}{"ours B/request",17}");
            foreach (var (name, query) in Queries) await CompareAsync(name, query, ourPort, theirPort, connections, time).ConfigureAwait(false);
        }
        finally
        {
            ours.Kill();
            theirs.Kill();
        }
        HostileQueries.Measure();
        return 0;
    }

    private static async Task CompareAsync(string name, string query, int ourPort, int theirPort, int connections, TimeSpan time)
    {
        var body = new JsonObject { ["query"] = query, ["variables"] = new JsonObject { ["name"] = "reader" } }.ToJsonString();
        using var http = new HttpClient();
        await CheckAsync(http, name, body, ourPort, theirPort).ConfigureAwait(false);
        var (ours, theirs) = (new LoadClient(ourPort, body), new LoadClient(theirPort, body));
        await ours.RunAsync(connections, time / 2).ConfigureAwait(false);
        await theirs.RunAsync(connections, time / 2).ConfigureAwait(false);
        var before = await AllocatedAsync(http, ourPort).ConfigureAwait(false);
        var rate = await ours.RunAsync(connections, time).ConfigureAwait(false);
        var bytes = (await AllocatedAsync(http, ourPort).ConfigureAwait(false) - before) / (rate * time.TotalSeconds);
        var other = await theirs.RunAsync(connections, time).ConfigureAwait(false);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-28}{rate,12:N0}{other,12:N0}{rate / other,8:F1}{bytes,17:N0}"));
    }

    /// <summary>Both must give the same data before their speed is worth comparing.</summary>
    private static async Task CheckAsync(HttpClient http, string name, string body, int ourPort, int theirPort)
    {
        var answers = new List<JsonNode>();
        foreach (var port in new[] { ourPort, theirPort })
        {
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            using var response = await http.PostAsync(new Uri($"http://127.0.0.1:{port}/graphql"), content).ConfigureAwait(false);
            answers.Add(JsonNode.Parse(await response.Content.ReadAsStringAsync().ConfigureAwait(false))!);
        }
        if (answers.Any(answer => answer["errors"] is not null)) throw new InvalidOperationException($"{name}: {answers[0]} {answers[1]}");
        // The two have not the same built-in types, so introspection is compared by the fact that it works.
        if (name != "introspection" && !JsonNode.DeepEquals(answers[0]["data"], answers[1]["data"]))
            throw new InvalidOperationException($"{name}: the servers answer differently.");
    }

    private static async Task<long> AllocatedAsync(HttpClient http, int port) =>
        long.Parse(await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/allocated")).ConfigureAwait(false), CultureInfo.InvariantCulture);

    private static async Task<int> ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddGraphQL(options => options.Query(typeof(BenchmarkQuery)));
        var app = builder.Build();
        app.MapGraphQL();
        app.MapGet("/allocated", () => Results.Text(GC.GetTotalAllocatedBytes().ToString(CultureInfo.InvariantCulture)));
        await app.StartAsync().ConfigureAwait(false);
        Console.WriteLine(new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port);
        await app.WaitForShutdownAsync().ConfigureAwait(false);
        return 0;
    }

    /// <summary>Starts a process; its first line is the port it listens on.</summary>
    private static async Task<(Process Process, int Port)> StartAsync(string program, string[] arguments, string folder, bool listens)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = listens };
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        if (!listens) return (process, 0);
        var line = await process.StandardOutput.ReadLineAsync().ConfigureAwait(false);
        return (process, int.Parse(line ?? throw new InvalidOperationException($"{program} ended."), CultureInfo.InvariantCulture));
    }

    private static string YogaFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var found = Path.Combine(folder.FullName, "tests", "Benchmarks", "GraphQL", "yoga");
            if (Directory.Exists(found)) return found;
        }
        throw new DirectoryNotFoundException("The benchmark's sources are not above its output.");
    }

    private static int Option(string[] args, string name, int otherwise)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
    }
}
