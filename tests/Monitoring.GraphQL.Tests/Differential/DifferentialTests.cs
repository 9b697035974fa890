using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Monitoring.GraphQL.Tests.Kinds;
using Monitoring.GraphQL.Tests.Support;

namespace Monitoring.GraphQL.Tests.Differential;

/// <summary>
/// Random documents, judged by us and by the reference implementation; <c>GRAPHQL_DIFFERENTIAL_SEED</c> makes other ones.
/// </summary>
public sealed class DifferentialTests
{
    private const int Documents = 20_000;

    private const int ContractDocuments = 5_000;

    private const int Seed = 20_261_122;

    private static void Unlimited(GraphQLOptions options)
    {
        KindsSchema.Configure(options);
        var limits = options.Limits;
        (limits.TokensMax, limits.DepthMax, limits.AliasesMax, limits.DirectivesMax) = (1_000_000, 1_000, 100_000, 100_000);
        (limits.CostMax, limits.ErrorsMax, limits.DocumentCacheMax) = (long.MaxValue, 1_000, 1);
    }

    [Fact]
    public async Task Twenty_thousand_documents_get_the_verdict_and_the_data_of_the_reference_implementation()
    {
        Judges.Require();
        var server = new TestServer(Unlimited);
        var requests = Requests(server.Server.Schema).ToList();
        var answers = await AskAsync(server.Server.Sdl, requests);
        var differences = new List<string>();
        for (var i = 0; i < requests.Count; i++)
        {
            var ours = await OursAsync(server, requests[i]);
            if (Explained(ours, answers[i])) continue;
            if (!Same(ours, answers[i]))
                differences.Add($"#{i} {requests[i].ToJsonString()}\n  ours:   {ours.ToJsonString()}\n  theirs: {answers[i].ToJsonString()}");
        }
        var valid = answers.Count(answer => answer["hasData"] is not null);
        TestContext.Current.SendDiagnosticMessage($"{requests.Count} documents, {valid} valid and run, {differences.Count} differences");
        Assert.True(valid > Documents / 4, $"Only {valid} documents were valid.");
        Assert.True(differences.Count == 0, $"{differences.Count} differences; the first:\n{string.Join('\n', differences.Take(6))}");
    }

    [Fact]
    public async Task Documents_for_the_contract_of_the_API_get_the_verdict_of_the_reference_implementation()
    {
        Judges.Require();
        var sdl = await File.ReadAllTextAsync(Path.Combine(Judges.Folder, "../../../api/schema.graphql"), TestContext.Current.CancellationToken);
        var server = new TestServer(Unlimited);
        var schema = SdlSchema.Read(sdl);
        var requests = Requests(schema, ContractDocuments, false).ToList();
        var answers = await AskAsync(sdl, requests);
        var differences = new List<string>();
        for (var i = 0; i < requests.Count; i++)
        {
            var ours = await OursAsync(server, requests[i], schema);
            if (!Explained(ours, answers[i]) && !Same(ours, answers[i]))
                differences.Add($"#{i} {requests[i].ToJsonString()}\n  ours:   {ours.ToJsonString()}\n  theirs: {answers[i].ToJsonString()}");
        }
        var valid = answers.Count(answer => answer["rules"]?.AsArray().Count == 0);
        Assert.True(valid > ContractDocuments / 4, $"Only {valid} documents were valid.");
        Assert.True(differences.Count == 0, $"{differences.Count} differences; the first:\n{string.Join('\n', differences.Take(6))}");
    }

    private static IEnumerable<JsonObject> Requests(Schema schema, int count = Documents, bool run = true)
    {
        var random = new Random(int.TryParse(Environment.GetEnvironmentVariable("GRAPHQL_DIFFERENTIAL_SEED"), out var seed) ? seed : Seed);
        var generator = new DocumentGenerator(schema, random);
        var breaker = new DocumentBreaker(schema, random);
        var definitions = SdlPrinter.Print(schema).TrimEnd().Split("\n\n");
        for (var i = 0; i < count; i++)
        {
            var (query, variables) = generator.Next();
            // Now and then a definition of the type system, which is read and printed but not run.
            if (random.NextDouble() < 0.08)
                query = (random.NextDouble() < 0.3 ? "extend " : "") + definitions[random.Next(definitions.Length)];
            if (random.NextDouble() < 0.5) query = breaker.Break(query);
            yield return new JsonObject { ["query"] = query, ["variables"] = JsonNode.Parse(variables), ["run"] = run && IsComparable(query) };
        }
    }

    /// <summary>Subscriptions are judged elsewhere; the order in which introspection lists all types is nobody's promise.</summary>
    private static bool IsComparable(string query) =>
        !query.Contains("subscription", StringComparison.Ordinal)
        && !(query.Contains("__schema", StringComparison.Ordinal) && Regex.IsMatch(query, @"\b(types|directives)\b"));

    private static async Task<List<JsonNode>> AskAsync(string sdl, List<JsonObject> requests)
    {
        var folder = Directory.CreateTempSubdirectory("graphql-differential").FullName;
        try
        {
            var (schema, asked, answered) = (Path.Combine(folder, "schema.graphql"), Path.Combine(folder, "in.jsonl"), Path.Combine(folder, "out.jsonl"));
            await File.WriteAllTextAsync(schema, sdl, TestContext.Current.CancellationToken);
            await File.WriteAllLinesAsync(asked, requests.Select(request => request.ToJsonString()), TestContext.Current.CancellationToken);
            await Judges.RunAsync("differential.mjs", schema, asked, answered);
            var lines = await File.ReadAllLinesAsync(answered, TestContext.Current.CancellationToken);
            return [.. lines.Select(line => JsonNode.Parse(line)!)];
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static async Task<JsonObject> OursAsync(TestServer server, JsonObject request, Schema? schema = null)
    {
        var query = (string)request["query"]!;
        DocumentNode document;
        try
        {
            document = Parser.Parse(query);
        }
        catch (GraphQLSyntaxException e)
        {
            return new JsonObject { ["syntax"] = e.Message, ["at"] = new JsonObject { ["line"] = e.Location.Line, ["column"] = e.Location.Column } };
        }
        var errors = Validator.Validate(schema ?? server.Server.Schema, document, server.Server.Options);
        var rules = errors.Select(error => error.Rule ?? "none").Distinct().Order(StringComparer.Ordinal);
        var answer = new JsonObject
        {
            ["rules"] = new JsonArray([.. rules.Select(rule => (JsonNode)rule)]),
            ["printed"] = Printer.Print(document),
        };
        if (errors.Count > 0)
        {
            answer["messages"] = new JsonArray([.. errors.Select(error => (JsonNode)error.Message)]);
            return answer;
        }
        if (!(bool)request["run"]!) return answer;
        var result = await server.RunAsync(query, request["variables"]!.ToJsonString());
        answer["hasData"] = result.AsObject().ContainsKey("data");
        answer["data"] = result["data"]?.DeepClone();
        answer["errors"] = result["errors"]?.DeepClone() ?? new JsonArray();
        return answer;
    }

    private static bool Same(JsonObject ours, JsonNode theirs)
    {
        if (ours["syntax"] is not null || theirs["syntax"] is not null)
            return (string?)ours["syntax"] == (string?)theirs["syntax"] && ours["at"]?.ToJsonString() == theirs["at"]?.ToJsonString();
        if ((string?)ours["printed"] != (string?)theirs["printed"]) return false;
        if (ours["rules"]!.ToJsonString() != theirs["rules"]!.ToJsonString()) return false;
        if (Messages(ours) != Messages(theirs)) return false;
        if (ours["hasData"] is null && theirs["hasData"] is null) return true;
        return (bool?)ours["hasData"] == (bool?)theirs["hasData"] && SameJson(ours["data"], theirs["data"])
            && (Paths(ours) == Paths(theirs) || Nulls(ours).SetEquals(Nulls(theirs)));
    }

    /// <summary>
    /// The places in the data that errors turned into null. Section 6.4.4 leaves open which of several errors below one such place is told, because
    /// fields beside the first may be cancelled; the reference implementation's choice depends on which promise is late.
    /// </summary>
    private static HashSet<string> Nulls(JsonNode answer)
    {
        var nulls = new HashSet<string>();
        foreach (var error in answer["errors"]!.AsArray())
        {
            var (at, place) = (answer["data"], "");
            foreach (var step in error!["path"]?.AsArray() ?? [])
            {
                if (at is null) break;
                at = at is JsonArray list ? list[(int)step!] : at[(string)step!];
                place += "/" + step;
            }
            Assert.Null(at);
            nulls.Add(place);
        }
        return nulls;
    }

    /// <summary>Equal values and equal order of fields; numbers by value.</summary>
    private static bool SameJson(JsonNode? a, JsonNode? b) => (a, b) switch
    {
        (null, null) => true,
        (JsonObject x, JsonObject y) => x.Count == y.Count && x.Zip(y).All(pair => pair.First.Key == pair.Second.Key && SameJson(pair.First.Value, pair.Second.Value)),
        (JsonArray x, JsonArray y) => x.Count == y.Count && x.Zip(y).All(pair => SameJson(pair.First, pair.Second)),
        (JsonValue x, JsonValue y) when x.GetValueKind() == JsonValueKind.Number && y.GetValueKind() == JsonValueKind.Number =>
            x.GetValue<double>().Equals(y.GetValue<double>()),
        (JsonValue x, JsonValue y) => x.ToJsonString() == y.ToJsonString(),
        _ => false,
    };

    /// <summary>
    /// All messages but those of overlapping fields, where the reference implementation tells more pairs of one conflict than we do; of a custom
    /// scalar's message the part before its own words.
    /// </summary>
    private static string Messages(JsonNode answer) => string.Join('\n', (answer["messages"]?.AsArray() ?? [])
        .Select(message => (string)message!)
        .Select(message => message.StartsWith("Expected value of type", StringComparison.Ordinal) ? message.Split("; ")[0] : message)
        .Where(message => !message.StartsWith("Fields \"", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    private static string Paths(JsonNode answer) =>
        string.Join(';', answer["errors"]!.AsArray().Select(error => error!["path"]?.ToJsonString() ?? "none").Order(StringComparer.Ordinal));

    /// <summary>Where the specification's text says something else than version 16 of the reference implementation does.</summary>
    private static bool Explained(JsonObject ours, JsonNode theirs)
    {
        var messages = ours["messages"]?.AsArray().Select(message => (string)message!).ToList() ?? [];
        // Section 5.2.4.1: the single root field of a subscription must not have @skip or @include. Version 16 does not know this rule yet
        // (and throws when the condition is a variable), version 17 does.
        if (messages.Any(message => message.Contains("must not use `@skip` or `@include`", StringComparison.Ordinal)))
        {
            return (string?)theirs["rules"]?.AsArray().FirstOrDefault() == "threw"
                || RulesWithout(ours, Rules.SingleFieldSubscriptions).SequenceEqual(RulesWithout(theirs, Rules.SingleFieldSubscriptions));
        }
        // Section 5.1.1: a document with definitions that are not executable is refused for that; the rules that follow are about executable
        // ones, so we do not look inside the others, as the reference implementation does with some rules.
        if ((string?)ours["printed"] == (string?)theirs["printed"] && RulesOf(ours).Contains(Rules.ExecutableDefinitions)
            && RulesOf(theirs).Contains(Rules.ExecutableDefinitions) && !RulesOf(ours).Except(RulesOf(theirs)).Any())
        {
            return !RulesOf(theirs).Except(RulesOf(ours)).Except(RulesInsideDefinitions).Any();
        }
        // Section 5.8.5: a variable for a field of a @oneOf input must be non-null. Version 16 misses it where the input itself is non-null.
        return messages.Any(message => message.Contains("but must be non-nullable to be used for OneOf Input Object", StringComparison.Ordinal))
            && RulesWithout(ours, Rules.VariablesInAllowedPosition).SequenceEqual(RulesWithout(theirs, Rules.VariablesInAllowedPosition));
    }

    private static readonly string[] RulesInsideDefinitions =
    [
        Rules.KnownTypeNames, Rules.KnownDirectives, Rules.UniqueDirectivesPerLocation, Rules.KnownArgumentNames, Rules.UniqueArgumentNames,
        Rules.ProvidedRequiredArguments, Rules.ValuesOfCorrectType, Rules.UniqueInputFieldNames,
    ];

    private static IEnumerable<string> RulesOf(JsonNode answer) => answer["rules"]?.AsArray().Select(rule => (string)rule!) ?? [];

    private static IEnumerable<string> RulesWithout(JsonNode answer, string left) => RulesOf(answer).Where(rule => rule != left);
}
