using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Api.Health;
using Monitoring.Api.Tests.Support;
using Monitoring.Silo.Stores;

namespace Monitoring.Api.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task A_server_that_answers_is_live_and_ready()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(folder.Path);

        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_is_not_ready_until_it_can_again()
    {
        using var folder = new TemporaryFolder();
        var store = new FakeHealth();
        await using var server = await TestServer.StartAsync(
            folder.Path, customize: services => services.AddSingleton<IStoreHealth>(store));
        server.Services.GetRequiredService<Readiness>();

        store.IsWritable = false;
        var broken = await server.Http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        var live = await server.Http.GetAsync("/health/live", TestContext.Current.CancellationToken);
        store.IsWritable = true;
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        var mended = await server.Http.GetAsync("/health/ready", TestContext.Current.CancellationToken);

        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.OK),
            (broken.StatusCode, live.StatusCode, mended.StatusCode));
    }

    private sealed class FakeHealth : IStoreHealth
    {
        public bool IsWritable { get; set; } = true;

        public string? Problem => IsWritable ? null : "The disk is full.";

        public ValueTask<bool> ProbeAsync(CancellationToken cancellation) => ValueTask.FromResult(IsWritable);
    }
}
