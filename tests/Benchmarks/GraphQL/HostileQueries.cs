using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.GraphQL;

namespace Monitoring.Benchmarks.GraphQL;

/// <summary>How long it takes to refuse an operation that means harm.</summary>
internal static class HostileQueries
{
    private const int Rounds = 5;

    public static void Measure()
    {
        Console.WriteLine();
        Console.WriteLine("refused before execution         bytes   worst ms  code");
        var options = new GraphQLOptions().Query(typeof(BenchmarkQuery));
        var server = new GraphQLServer(options, EmptyServices.Instance, NullLogger<GraphQLServer>.Instance);
        var engine = new Engine(server);
        foreach (var (name, query) in All)
        {
            var bytes = Encoding.UTF8.GetBytes(query);
            var worst = TimeSpan.Zero;
            var code = "";
            for (var i = 0; i < Rounds; i++)
            {
                var clock = Stopwatch.StartNew();
                code = Refuse(engine, bytes);
                // The first round pays for compilation, which a running server has behind it.
                if (i > 0 && clock.Elapsed > worst) worst = clock.Elapsed;
            }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-28}{bytes.Length,10:N0}{worst.TotalMilliseconds,11:F2}  {code}"));
        }
    }

    private static string Refuse(Engine engine, byte[] query)
    {
        try
        {
            engine.Prepare(new GraphQLRequest { Query = query });
            return "NOT REFUSED";
        }
        catch (RequestException e)
        {
            return e.Errors[0].Code ?? "";
        }
    }

    private static IEnumerable<(string Name, string Query)> All =>
    [
        ("deep selections", string.Concat(Enumerable.Repeat("{a", 300_000))),
        ("deep lists", "{ items(first: " + new string('[', 600_000)),
        ("wide", "{ " + string.Concat(Enumerable.Repeat("hello ", 150_000)) + "}"),
        ("aliases", "{ " + string.Concat(Enumerable.Range(0, 1_000).Select(i => $"a{i}: hello ")) + "}"),
        ("aliases through fragments", Doubling("x: hello", 60)),
        ("circular fragments", Circle(400)),
        ("huge list", "{ items(first: 2147483647) { id } }"),
        ("directives", "{ " + string.Concat(Enumerable.Repeat("hello @skip(if: false) ", 1_200)) + "}"),
        ("overlapping fields", "{ " + string.Concat(Enumerable.Range(0, 1_000).Select(i => $"hello(name: \"{i}\") ")) + "}"),
        ("unknown fields", "{ " + string.Concat(Enumerable.Range(0, 4_000).Select(i => $"helo{i} ")) + "}"),
        ("unterminated string", "{ hello(name: \"" + new string('x', 900_000)),
        ("comments", string.Concat(Enumerable.Repeat("#\n", 400_000))),
    ];

    private static string Doubling(string field, int fragments)
    {
        var text = new StringBuilder("{ ...F0 }");
        for (var i = 0; i < fragments; i++)
            text.Append(CultureInfo.InvariantCulture, $" fragment F{i} on Query {{ ...F{i + 1} ... on Query {{ ...F{i + 1} }} }}");
        return text.Append(CultureInfo.InvariantCulture, $" fragment F{fragments} on Query {{ {field} }}").ToString();
    }

    private static string Circle(int fragments) => "{ ...F0 }" + string.Concat(
        Enumerable.Range(0, fragments).Select(i => $" fragment F{i} on Query {{ hello ...F{(i + 1) % fragments} ...F{i * 7 % fragments} }}"));

    private sealed class EmptyServices : IServiceProvider
    {
        public static EmptyServices Instance { get; } = new();

        public object? GetService(Type serviceType) => null;
    }
}
