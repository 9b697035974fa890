using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Monitoring.GraphQL.Tests.Kinds;
using Monitoring.GraphQL.Tests.Support;

namespace Monitoring.GraphQL.Tests.Differential;

/// <summary>
/// Mutated documents, bodies and variables: nothing may crash, hang or grow without bound. The short form runs with the other tests; the long
/// one with <c>GRAPHQL_FUZZ_SECONDS=600</c> (and <c>GRAPHQL_FUZZ_SEED</c> to repeat a run).
/// </summary>
public sealed class FuzzTests
{
    private const int ShortSeconds = 5;

    /// <summary>A document may take this long at most; the usual time is far below a millisecond.</summary>
    private static readonly TimeSpan HangAfter = TimeSpan.FromSeconds(20);

    private const long MemoryBytesMax = 1L << 30;

    [Fact]
    public async Task Mutated_requests_never_crash_hang_or_fill_the_memory()
    {
        var seconds = Setting("GRAPHQL_FUZZ_SECONDS", ShortSeconds);
        var seed = Setting("GRAPHQL_FUZZ_SEED", 1);
        var random = new Random(seed);
        var server = new TestServer(KindsSchema.Configure);
        var generator = new DocumentGenerator(server.Server.Schema, random) { Mistakes = 0.02 };
        var breaker = new DocumentBreaker(server.Server.Schema, random);
        var clock = Stopwatch.StartNew();
        var count = 0;
        while (clock.Elapsed < TimeSpan.FromSeconds(seconds))
        {
            var (query, variables) = generator.Next();
            for (var i = random.Next(6); i > 0; i--) query = breaker.Break(query);
            if (random.Next(20) == 0) query = Repeat(query, random);
            if (query.Contains("subscription", StringComparison.Ordinal)) continue;
            variables = random.Next(3) == 0 ? Values(random, 0)?.ToJsonString() ?? "{}" : variables;
            count++;
            await RunAsync(server, query, variables.StartsWith('{') ? variables : "{}", seed, count);
            RunBody(query, variables, random);
            if (count % 1_000 == 0) Assert.True(GC.GetTotalMemory(false) < MemoryBytesMax, $"Memory grew beyond the bound at #{count} of seed {seed}.");
        }
        TestContext.Current.SendDiagnosticMessage($"{count} mutated requests in {clock.Elapsed.TotalSeconds:F0} s, seed {seed}");
        Assert.True(count > 0);
    }

    private static async Task RunAsync(TestServer server, string query, string variables, int seed, int count)
    {
        JsonNode result;
        try
        {
            result = await server.RunAsync(query, variables).WaitAsync(HangAfter, TestContext.Current.CancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new InvalidOperationException($"#{count} of seed {seed}: {query}\nwith {variables}", e);
        }
        var answer = result.AsObject();
        Assert.True(answer.ContainsKey("data") || answer["errors"]!.AsArray().Count > 0, query);
        Assert.DoesNotContain("secret", result.ToJsonString(), StringComparison.Ordinal);
    }

    /// <summary>A body that is cut, doubled or scrambled is read or refused, and nothing else.</summary>
    private static void RunBody(string query, string variables, Random random)
    {
        var body = Encoding.UTF8.GetBytes($"{{\"query\":{JsonSerializer.Serialize(query)},\"variables\":{variables}}}");
        for (var i = random.Next(4); i > 0; i--) body[random.Next(body.Length)] = (byte)random.Next(256);
        using var reader = new RequestReader();
        try
        {
            reader.FromJson(body.AsMemory(0, random.Next(2) == 0 ? body.Length : random.Next(body.Length)));
        }
        catch (RequestException e)
        {
            Assert.True(e.IsMalformed);
        }
    }

    private static string Repeat(string text, Random random)
    {
        var at = random.Next(text.Length);
        var part = text.Substring(at, Math.Min(text.Length - at, 1 + random.Next(20)));
        return text.Insert(at, string.Concat(Enumerable.Repeat(part, random.Next(2_000))));
    }

    private static JsonNode? Values(Random random, int depth) => (depth, random.Next(8)) switch
    {
        (0, _) => new JsonObject(Enumerable.Range(0, 4).Select(i => KeyValuePair.Create($"v{i}", Values(random, 1)))),
        ( > 40, _) or (_, 0) => null,
        (_, 1) => random.Next(),
        (_, 2) => random.NextDouble() * Math.Pow(10, random.Next(300)),
        (_, 3) => new string((char)random.Next(1, 0xD7FF), random.Next(50)),
        (_, 4) => random.Next(2) == 0,
        (_, 5) => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Values(random, depth + 1))]),
        _ => new JsonObject(Enumerable.Range(0, random.Next(4)).Select(i => KeyValuePair.Create(i == 0 ? "x" : i == 1 ? "next" : "tags", Values(random, depth + 1)))),
    };

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : otherwise;
}
