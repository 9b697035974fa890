using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.GraphQL.Tests.Support;
using Monitoring.GraphQL.Tests.Trees;

namespace Monitoring.GraphQL.Tests;

/// <summary>Hostile operations are refused before any resolver runs, each with its own code.</summary>
public sealed class LimitsTests
{
    private readonly Probe _probe = new();

    public static TheoryData<string, string, string> HostileQueries => new()
    {
        { "deep", "{ root " + string.Concat(Enumerable.Repeat("{ maybe ", 100)) + "{ name }" + new string('}', 101), "QUERY_TOO_DEEP" },
        { "very deep", string.Concat(Enumerable.Repeat("{a", 100_000)), "DOCUMENT_TOO_DEEP" },
        { "deep lists", "{ show(nested: " + new string('[', 100_000), "DOCUMENT_TOO_DEEP" },
        { "wide", "{ " + string.Concat(Enumerable.Repeat("root { name } ", 10_000)) + "}", "TOO_MANY_TOKENS" },
        { "aliases", "{ " + string.Concat(Enumerable.Range(0, 500).Select(i => $"a{i}: root {{ name }} ")) + "}", "TOO_MANY_ALIASES" },
        { "aliases through fragments", Doubling("x: root { name }", 20), "TOO_MANY_ALIASES" },
        { "directives", "{ root { " + string.Concat(Enumerable.Repeat("name @skip(if: false) ", 500)) + "} }", "TOO_MANY_DIRECTIVES" },
        { "lists of lists", "{ leaves(first: 500) { children(first: 500) { children(first: 500) { name } } } }", "QUERY_TOO_COSTLY" },
        { "a list beyond all bounds", "{ leaves(first: 2147483647) { name } }", "QUERY_TOO_COSTLY" },
        { "circular fragments", "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }", "GRAPHQL_VALIDATION_FAILED" },
        { "overlapping fields", Overlapping(), "QUERY_TOO_COSTLY" },
        { "selections that multiply", Multiplying(18), "VALIDATION_TOO_COMPLEX" },
        { "introspection in circles", "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }", "GRAPHQL_VALIDATION_FAILED" },
    };

    [Theory]
    [MemberData(nameof(HostileQueries))]
    public async Task A_hostile_query_is_refused_before_execution(string what, string query, string code)
    {
        var server = Server(options =>
        {
            if (what == "overlapping fields") options.Limits.TokensMax = 100_000;
            if (what == "selections that multiply") options.Limits.DepthMax = 1_000;
        });
        var result = await server.RunAsync(query);
        Assert.False(result.AsObject().ContainsKey("data"));
        Assert.Contains(code, result["errors"]!.AsArray().Select(error => (string?)error!["extensions"]!["code"]));
        Assert.Equal(0, _probe.Resolved);
    }

    [Fact]
    public async Task Variables_nested_too_deep_are_refused()
    {
        var value = string.Concat(Enumerable.Repeat("{\"inner\":", 60)) + "null" + new string('}', 60);
        var result = await Server().RunAsync("query ($n: [Nested!]) { show(nested: $n) }", $$"""{"n":{{value}}}""");
        Assert.Equal("VARIABLES_TOO_DEEP", (string?)result["errors"]![0]!["extensions"]!["code"]);
    }

    [Fact]
    public async Task A_list_size_given_by_a_variable_counts()
    {
        const string Query = "query ($n: Int!) { leaves(first: $n) { children(first: $n) { name } } }";
        Assert.NotNull((await Server().RunAsync(Query, """{"n":20}"""))["data"]);
        Assert.Equal("QUERY_TOO_COSTLY", (string?)(await Server().RunAsync(Query, """{"n":20000}"""))["errors"]![0]!["extensions"]!["code"]);
    }

    [Fact]
    public async Task An_operation_that_takes_too_long_is_stopped()
    {
        var server = Server(options => options.Limits.ExecutionTimeMax = TimeSpan.FromMilliseconds(50));
        var result = await server.RunAsync("{ never }");
        Assert.Equal("""{"errors":[{"message":"The operation took too long.","extensions":{"code":"EXECUTION_TIMEOUT"}}]}""", result.ToJsonString());
    }

    [Fact]
    public async Task A_response_that_grows_too_long_is_stopped()
    {
        var server = Server(options => options.Limits.ResponseBytesMax = 100_000);
        var result = await server.RunAsync("{ big(length: 200000) }");
        Assert.Equal("RESPONSE_TOO_LARGE", (string?)result["errors"]![0]!["extensions"]!["code"]);
    }

    [Fact]
    public async Task Introspection_can_be_switched_off_and_then_no_names_are_suggested()
    {
        var server = Server(options => options.Introspection = false);
        Assert.Equal("INTROSPECTION_DISABLED", (string?)(await server.RunAsync("{ __schema { queryType { name } } }"))["errors"]![0]!["extensions"]!["code"]);
        Assert.Equal("Cannot query field \"leavs\" on type \"Query\".", (string?)(await server.RunAsync("{ leavs { name } }"))["errors"]![0]!["message"]);
        Assert.Equal("""{"data":{"__typename":"Query"}}""", (await server.RunAsync("{ __typename }")).ToJsonString());
    }

    [Fact]
    public async Task Only_trusted_documents_run_when_that_is_asked_for()
    {
        const string Trusted = "{ root { name } }";
        var server = Server(options =>
        {
            options.OnlyTrustedDocuments = true;
            options.AddTrustedDocument(Trusted);
        });
        Assert.NotNull((await server.RunAsync(Trusted))["data"]);
        Assert.Equal("DOCUMENT_NOT_TRUSTED", (string?)(await server.RunAsync("{ root { number } }"))["errors"]![0]!["extensions"]!["code"]);
    }

    private TestServer Server(Action<GraphQLOptions>? configure = null) => new(options =>
    {
        TreeSchema.Configure(options);
        configure?.Invoke(options);
    }, services => services.AddSingleton(_probe));

    /// <summary>Each fragment spreads the next one twice.</summary>
    private static string Doubling(string field, int fragments)
    {
        var text = new StringBuilder("{ ...F0 }");
        for (var i = 0; i < fragments; i++)
            text.Append(CultureInfo.InvariantCulture, $" fragment F{i} on Query {{ ...F{i + 1} ... on Query {{ ...F{i + 1} }} }}");
        return text.Append(CultureInfo.InvariantCulture, $" fragment F{fragments} on Query {{ {field} }}").ToString();
    }

    /// <summary>Fragments whose merged sets, like the states of an automaton that guesses, are exponentially many.</summary>
    private static string Multiplying(int fragments)
    {
        var text = new StringBuilder("{ root { ...F0 } } fragment F0 on Leaf { maybe { ...F0 } maybeLate { ...F0 ...F1 } }");
        for (var i = 1; i < fragments; i++)
            text.Append(CultureInfo.InvariantCulture, $" fragment F{i} on Leaf {{ maybe {{ ...F{i + 1} }} maybeLate {{ ...F{i + 1} }} }}");
        return text.Append(CultureInfo.InvariantCulture, $" fragment F{fragments} on Leaf {{ name }}").ToString();
    }

    /// <summary>Every level has many copies of the same field, each with its own selection.</summary>
    private static string Overlapping()
    {
        var text = new StringBuilder("{ root { ");
        for (var i = 0; i < 300; i++) text.Append("maybe { maybe { ...X } } ");
        text.Append("} } fragment X on Leaf { ");
        for (var i = 0; i < 60; i++) text.Append("maybe { maybe { maybe { maybe { ...Y } } } } ");
        text.Append("} fragment Y on Leaf { ");
        for (var i = 0; i < 60; i++) text.Append(CultureInfo.InvariantCulture, $"maybe {{ {(i % 2 == 0 ? "name" : "number")} maybe {{ name maybe {{ name }} }} }} ");
        return text.Append('}').ToString();
    }
}
