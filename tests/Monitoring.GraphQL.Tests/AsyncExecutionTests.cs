using Microsoft.Extensions.DependencyInjection;
using Monitoring.GraphQL.Tests.Support;
using Monitoring.GraphQL.Tests.Trees;

namespace Monitoring.GraphQL.Tests;

public sealed class AsyncExecutionTests
{
    private readonly Probe _probe = new();
    private readonly TestServer _server;

    public AsyncExecutionTests() => _server = new TestServer(TreeSchema.Configure, services => services.AddSingleton(_probe));

    [Fact]
    public async Task A_list_of_objects_costs_one_backend_call_a_level()
    {
        var result = await _server.RunAsync("{ leaves(first: 50) { number parent { number parent { number } } } }");
        Assert.Equal(2, _probe.LoaderCalls);
        Assert.Equal("""{"number":50,"parent":{"number":1050,"parent":{"number":2050}}}""", result["data"]!["leaves"]![49]!.ToJsonString());
    }

    [Fact]
    public async Task A_key_is_loaded_once_an_operation()
    {
        await _server.RunAsync("{ a: leaves(first: 5) { parent { name } } b: leaves(first: 5) { parent { number } later: parent { name } } }");
        Assert.Equal(1, _probe.LoaderCalls);
    }

    [Fact]
    public async Task A_batch_resolver_is_called_once_for_all_parents_and_once_for_other_arguments()
    {
        var result = await _server.RunAsync("{ leaves(first: 20) { square other: square(plus: 1) children { square } } }");
        Assert.Equal(3, _probe.BatchCalls);
        Assert.Equal("""{"square":9,"other":10,"children":[{"square":36},{"square":49}]}""", result["data"]!["leaves"]![2]!.ToJsonString());
    }

    [Fact]
    public async Task Query_fields_run_side_by_side()
    {
        // The first field can only end when the second has run.
        var result = await _server.RunAsync("{ wait openGate }");
        Assert.Equal("""{"data":{"wait":1,"openGate":2}}""", result.ToJsonString());
    }

    [Fact]
    public async Task Mutation_fields_run_one_after_another()
    {
        var result = await _server.RunAsync("""mutation { a: step(name: "a") b: step(name: "b") c: step(name: "c") }""");
        Assert.Equal("""{"data":{"a":"a","b":"b","c":"c"}}""", result.ToJsonString());
        Assert.Equal(["begin a", "end a", "begin b", "end b", "begin c", "end c"], _probe.Order);
    }

    [Fact]
    public async Task A_failed_non_null_mutation_stops_those_after_it()
    {
        var result = await _server.RunAsync("""mutation { a: step(name: "a") fail c: step(name: "c") }""");
        Assert.Equal("""{"errors":[{"message":"No.","locations":[{"line":1,"column":31}],"path":["fail"],"extensions":{"code":"NO"}}],"data":null}""", result.ToJsonString());
        Assert.Equal(["begin a", "end a"], _probe.Order);
    }

    [Fact]
    public async Task Late_values_stand_where_they_were_asked_for()
    {
        var result = await _server.RunAsync("{ root { a: late name children { late number } b: late maybeLate { late children(first: 1) { late } } } }");
        Assert.Equal(
            """{"data":{"root":{"a":"n1","name":"n1","children":[{"late":"n2","number":2},{"late":"n3","number":3}],"b":"n1","maybeLate":{"late":"n1","children":[{"late":"n2"}]}}}}""",
            result.ToJsonString());
    }

    [Fact]
    public async Task A_late_null_moves_up_to_the_nearest_nullable_field_and_no_further()
    {
        var result = await _server.RunAsync("{ root { name maybe { late children { lateFailure late } number } other: maybeLate { maybe { lateFailure } number } } }");
        Assert.Equal("""{"root":{"name":"n1","maybe":null,"other":{"maybe":null,"number":1}}}""", result["data"]!.ToJsonString());
        Assert.Equal(
            ["""["root","maybe","children",0,"lateFailure"]""", """["root","other","maybe","lateFailure"]"""],
            result["errors"]!.AsArray().Select(error => error!["path"]!.ToJsonString()));
        Assert.DoesNotContain("secret", result.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_null_moves_up_to_a_nullable_list_item()
    {
        var result = await _server.RunAsync("{ root { gaps { number lateFailure } } }");
        Assert.Equal("""{"root":{"gaps":[null,null]}}""", result["data"]!.ToJsonString());
    }

    [Fact]
    public async Task When_nothing_above_is_nullable_the_data_is_null()
    {
        var result = await _server.RunAsync("{ leaves { children { lateFailure } } }");
        Assert.True(result.AsObject().ContainsKey("data"));
        Assert.Null(result["data"]);
        Assert.Equal("INTERNAL_SERVER_ERROR", (string?)result["errors"]![0]!["extensions"]!["code"]);
    }

    [Fact]
    public async Task An_exception_that_the_options_know_is_told_with_its_own_code()
    {
        var server = new TestServer(options =>
        {
            TreeSchema.Configure(options);
            options.Translate = static exception => exception is InvalidOperationException ? new GraphQLException("Come back later.", "LATER") : null;
        }, services => services.AddSingleton(_probe));
        var result = await server.RunAsync("{ leaves { children { lateFailure } } }");
        Assert.Equal("Come back later.", (string?)result["errors"]![0]!["message"]);
        Assert.Equal("LATER", (string?)result["errors"]![0]!["extensions"]!["code"]);
    }

    [Fact]
    public async Task An_absent_argument_is_told_from_a_null_one()
    {
        const string Query = "query ($v: String) { a: told b: told(value: null) c: told(value: \"x\") d: told(value: $v) }";
        Assert.Equal("""{"a":"absent","b":"null","c":"x","d":"absent"}""", (await _server.RunAsync(Query))["data"]!.ToJsonString());
        Assert.Equal("null", (string?)(await _server.RunAsync(Query, """{"v":null}"""))["data"]!["d"]);
    }

    [Fact]
    public async Task Fields_merged_under_different_conditions_follow_the_variables()
    {
        const string Query = "query ($a: Boolean!, $b: Boolean!) { root @include(if: $a) { name } root @skip(if: $b) { number } }";
        Assert.Equal("""{"root":{"name":"n1","number":1}}""", (await _server.RunAsync(Query, """{"a":true,"b":false}"""))["data"]!.ToJsonString());
        Assert.Equal("""{"root":{"number":1}}""", (await _server.RunAsync(Query, """{"a":false,"b":false}"""))["data"]!.ToJsonString());
        Assert.Equal("""{"root":{"name":"n1"}}""", (await _server.RunAsync(Query, """{"a":true,"b":true}"""))["data"]!.ToJsonString());
        Assert.Equal("{}", (await _server.RunAsync(Query, """{"a":false,"b":true}"""))["data"]!.ToJsonString());
    }

    [Fact]
    public async Task A_connection_pages_forward_and_counts_only_when_asked()
    {
        var first = await _server.RunAsync("{ root { pages { edges { cursor node { name } } pageInfo { hasNextPage hasPreviousPage endCursor } } } }");
        Assert.Equal(0, _probe.Resolved);
        var page = first["data"]!["root"]!["pages"]!;
        Assert.Equal(["n0", "n1", "n2"], page["edges"]!.AsArray().Select(edge => (string?)edge!["node"]!["name"]));
        Assert.True((bool)page["pageInfo"]!["hasNextPage"]!);
        var end = (string)page["pageInfo"]!["endCursor"]!;
        var rest = (await _server.RunAsync(
            "query ($after: String) { root { pages(first: 100, after: $after) { totalCount nodes { number } pageInfo { hasNextPage hasPreviousPage } } } }",
            $$"""{"after":"{{end}}"}"""))["data"]!["root"]!["pages"]!;
        Assert.Equal("""{"totalCount":10,"nodes":[{"number":3},{"number":4},{"number":5},{"number":6},{"number":7},{"number":8},{"number":9}],"pageInfo":{"hasNextPage":false,"hasPreviousPage":true}}""", rest.ToJsonString());
    }

    [Fact]
    public async Task A_page_stays_right_while_items_are_added_before_it()
    {
        var keys = new SortedSet<string>(["b", "d", "f"], StringComparer.Ordinal);
        Task<Connection<string>> PageAsync(string? after) => Connection.ForwardAsync(
            2, after, key => key,
            (afterKey, limit) => Task.FromResult<IReadOnlyList<string>>(
                [.. keys.Where(key => afterKey is null || string.CompareOrdinal(key, afterKey) > 0).Take(limit)]),
            _ => Task.FromResult(keys.Count));

        var first = await PageAsync(null);
        keys.UnionWith(["a", "c", "e"]);
        var second = await PageAsync(first.PageInfo.EndCursor);
        Assert.Equal(["b", "d"], first.Nodes);
        Assert.Equal(["e", "f"], second.Nodes);
        Assert.False(second.PageInfo.HasNextPage);
    }

    [Theory]
    [InlineData("first: -1", "INVALID_PAGE_SIZE")]
    [InlineData("first: 501", "PAGE_TOO_LARGE")]
    [InlineData("after: \"%\"", "INVALID_CURSOR")]
    public async Task A_page_that_cannot_be_has_its_own_code(string arguments, string code)
    {
        var result = await _server.RunAsync($"{{ root {{ pages({arguments}) {{ nodes {{ name }} }} }} }}");
        Assert.Equal(code, (string?)result["errors"]![0]!["extensions"]!["code"]);
    }
}
