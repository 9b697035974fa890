using Microsoft.Extensions.Time.Testing;
using Monitoring.Api.Demo;
using Monitoring.Api.Tests.Support;
using Monitoring.Silo.Stores;

namespace Monitoring.Api.Tests.Demo;

public sealed class DemoTests
{
    [Fact]
    public async Task A_demonstration_soon_shows_alerts_of_several_kinds()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(
            folder.Path, new Dictionary<string, string?> { ["Demo:Enabled"] = "true" }, world: TimeProvider.System);
        await using var watch = await EventStream.OpenAsync(
            server, "subscription { alertRaised(after: \"0\") { rule reasons { text } evidence { postingId } } }");

        var rules = new HashSet<string?>();
        while (rules.Count < 4)
        {
            var alert = (await watch.NextAsync()).Data.At("data.alertRaised");
            rules.Add(alert.Text("rule"));
            Assert.NotEmpty(alert.Text("reasons.0.text")!);
        }

        var data = await server.QueryAsync("{ system { demo clockRate postingsAccepted accountCount } }");
        Assert.True(data.At("system.demo").GetBoolean());
        Assert.Equal(3_600, data.At("system.clockRate").GetDouble());
        Assert.InRange(data.Number("system.postingsAccepted"), 1_000, long.MaxValue);
    }

    [Fact]
    public void The_demonstrations_clock_runs_faster_but_its_timers_do_not()
    {
        var world = new FakeTimeProvider(TestServer.Start);
        var clock = new DemoClock(TestServer.Start.AddDays(-100), 3_600, world);
        Assert.Equal(TestServer.Start.AddDays(-100), clock.GetUtcNow());
        clock.Start();
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan);

        world.Advance(TimeSpan.FromSeconds(9));

        Assert.Equal(TestServer.Start.AddDays(-100).AddHours(9), clock.GetUtcNow());
        Assert.Equal(0, fired);
        world.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, fired);
    }

    [Fact]
    public void A_story_goes_on_where_its_directory_left_it()
    {
        using var folder = new TemporaryFolder();
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        // A Sunday in the bank: the story begins on Friday morning.
        var first = DemoStory.Open(folder.Path, 7, TestServer.Start.AddDays(2), zone);
        (first with { Now = first.Start.AddDays(30) }).Save(folder.Path);

        var again = DemoStory.Open(folder.Path, 8, TestServer.Start.AddDays(9), zone);

        Assert.Equal(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.FromHours(8)), first.Start);
        Assert.Equal((first.Start, 7ul, first.Start.AddDays(30)), (again.Start, again.Seed, again.Now));
    }

    [Fact]
    public void A_directory_that_a_demonstration_uses_is_not_emptied_under_it()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "monitoring.db");
        File.WriteAllText(file, "old");
        using (DataDirectoryLock.Take(folder.Path))
        {
            Assert.Throws<StoreLockedException>(() => DemoDirectory.MakeAnew(folder.Path));
            Assert.True(File.Exists(file));
        }

        DemoDirectory.MakeAnew(folder.Path);

        Assert.False(File.Exists(file));
    }
}
