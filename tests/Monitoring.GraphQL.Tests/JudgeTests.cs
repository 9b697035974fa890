using Monitoring.GraphQL.Tests.Kinds;
using Monitoring.GraphQL.Tests.Support;

namespace Monitoring.GraphQL.Tests;

/// <summary>Well-known packages from npm judge a running server.</summary>
public sealed class JudgeTests
{
    [Fact]
    public async Task All_audits_of_GraphQL_over_HTTP_pass()
    {
        Judges.Require();
        await using var server = await HttpServer.StartAsync(KindsSchema.Configure);
        await Judges.RunAsync("audits.mjs", server.Url);
    }

    [Fact]
    public async Task Three_clients_run_queries_mutations_and_subscriptions()
    {
        Judges.Require();
        await using var server = await HttpServer.StartAsync(KindsSchema.Configure);
        await Judges.RunAsync("clients.mjs", server.Url);
    }

    [Fact]
    public async Task Introspection_and_the_printed_schema_describe_the_same_schema()
    {
        Judges.Require();
        await using var server = await HttpServer.StartAsync(KindsSchema.Configure);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, server.Server.Sdl, TestContext.Current.CancellationToken);
            await Judges.RunAsync("introspection.mjs", server.Url, file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
