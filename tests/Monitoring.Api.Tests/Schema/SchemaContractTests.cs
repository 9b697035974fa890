using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Api.Hosting;
using Monitoring.Api.Tests.Support;
using Monitoring.GraphQL;

namespace Monitoring.Api.Tests.Schema;

public sealed class SchemaContractTests
{
    [Fact]
    public async Task The_server_prints_the_committed_schema()
    {
        using var folder = new TemporaryFolder();
        await using var app = MonitoringApp.Build(TestServer.Configuration(folder.Path), TimeProvider.System);
        var printed = app.Services.GetRequiredService<GraphQLServer>().Sdl.Trim();
        var committed = (await File.ReadAllTextAsync(CommittedPath(), TestContext.Current.CancellationToken)).Trim();

        Assert.True(
            committed == printed,
            "api/schema.graphql is a contract with other systems. If the change is meant, and only adds, print it anew with: "
            + "dotnet run --project api/Monitoring.Api -- schema --output api/schema.graphql\n" + FirstDifference(committed, printed));
    }

    private static string FirstDifference(string committed, string printed)
    {
        var (before, after) = (committed.Split('\n'), printed.Split('\n'));
        var line = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"line {line + 1}: committed '{before.ElementAtOrDefault(line)}', printed '{after.ElementAtOrDefault(line)}'";
    }

    private static string CommittedPath([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "api", "schema.graphql"));
}
