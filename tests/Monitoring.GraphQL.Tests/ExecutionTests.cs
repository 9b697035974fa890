using Monitoring.GraphQL.Tests.Kinds;
using Monitoring.GraphQL.Tests.Support;

namespace Monitoring.GraphQL.Tests;

public sealed class ExecutionTests
{
    private readonly TestServer _server = new(KindsSchema.Configure);

    [Fact]
    public async Task A_query_answers_in_the_shape_it_was_asked()
    {
        var result = await _server.RunAsync("""
            query Q($id: ID!) { hi: hello(name: "Bob") me { ...P boss { name } grid favourite } being(id: $id) { __typename id ... on Robot { serial owner { name } } } things { __typename ... on Place { title inside { title } } } }
            fragment P on Person { id name height }
            """, """{"id":"r1"}""");
        Assert.Equal(
            """{"data":{"hi":"Hello Bob","me":{"id":"p1","name":"Alice","height":20,"boss":null,"grid":[[1,null,3],null,[]],"favourite":"GREEN"},"being":{"__typename":"Robot","id":"r1","serial":9007199254740991,"owner":{"name":"Alice"}},"things":[{"__typename":"Person"},{"__typename":"Robot"},{"__typename":"Place","title":"Town","inside":{"title":"Earth"}},null]}}""",
            result.ToJsonString());
    }

    [Fact]
    public void The_schema_prints()
    {
        TestContext.Current.SendDiagnosticMessage(_server.Server.Sdl);
        Assert.Contains("type Person implements", _server.Server.Sdl, StringComparison.Ordinal);
    }
}
