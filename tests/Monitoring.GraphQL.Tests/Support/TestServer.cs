using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Monitoring.GraphQL.Tests.Support;

/// <summary>A server without HTTP: documents in, JSON out.</summary>
internal sealed class TestServer
{
    private readonly IServiceProvider _services;
    private readonly Engine _engine;

    public TestServer(Action<GraphQLOptions> configure, Action<IServiceCollection>? services = null)
    {
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddGraphQL(configure);
        services?.Invoke(collection);
        _services = collection.BuildServiceProvider();
        Server = _services.GetRequiredService<GraphQLServer>();
        _engine = new Engine(Server);
    }

    public GraphQLServer Server { get; }

    public async Task<JsonNode> RunAsync(string query, string? variables = null, string? operationName = null)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        await using var scope = _services.CreateAsyncScope();
        try
        {
            using var json = variables is null ? null : JsonDocument.Parse(variables);
            var operation = _engine.Prepare(new GraphQLRequest
            {
                Query = Encoding.UTF8.GetBytes(query),
                Variables = json?.RootElement ?? default,
                OperationName = operationName,
            });
            using var result = await _engine.ExecuteAsync(operation, new GraphQLRequestContext(scope.ServiceProvider), null, TestContext.Current.CancellationToken);
            result.WriteTo(output);
        }
        catch (RequestException e)
        {
            HttpResponses.WriteErrors(output, e.Errors);
        }
        return JsonNode.Parse(output.WrittenSpan)!;
    }
}
