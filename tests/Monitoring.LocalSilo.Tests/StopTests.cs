using Orleans;
using Orleans.Runtime;

namespace Monitoring.LocalSilo.Tests;

public sealed class StopTests
{
    [Fact]
    public async Task A_stop_lets_calls_finish_that_may_call_others_and_refuses_new_ones()
    {
        await using var silo = new TestSilo();
        var (gate, begun) = (new Gate(), new Gate());
        var running = silo.Grain("a").Ask(async self =>
        {
            begun.Open();
            await gate.Opened;
            return await self.Factory.GetGrain<IScriptGrain>("b").Ask(static _ => Task.FromResult("from b"));
        });
        var queued = silo.Grain("a").Ask(static _ => Task.FromResult("queued"));
        await begun.Opened;
        var stop = silo.Stop();
        Assert.Same(stop, silo.Stop());
        await Assert.ThrowsAsync<SiloUnavailableException>(() => silo.Grain("a").Run(static _ => Task.CompletedTask));
        await Assert.ThrowsAsync<SiloUnavailableException>(() => silo.Grain("c").Ask(static _ => Task.FromResult("")));
        await Assert.ThrowsAsync<SiloUnavailableException>(() => silo.Grain("c").RunQuickly(static _ => default).AsTask());
        await Assert.ThrowsAsync<SiloUnavailableException>(
            () => silo.Grain("c").AskQuickly(static _ => new ValueTask<string>("")).AsTask());
        Assert.False(stop.IsCompleted);
        gate.Open();
        Assert.Equal("from b", await running.Within());
        Assert.Equal("queued", await queued.Within());
        await stop.Within();
        Assert.Equal(0, silo.Host.ActiveGrains);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => silo.Grain("a").Run(static _ => Task.CompletedTask));
    }

    [Fact]
    public async Task A_stop_puts_every_grain_away_a_bounded_number_at_a_time()
    {
        await using var silo = new TestSilo(static o => o.StopConcurrency = 5);
        var (together, most, ended) = (0, 0, 0);
        silo.Script.OnDeactivate = async (_, reason, _) =>
        {
            Assert.Equal(DeactivationReasonCode.ShuttingDown, reason.ReasonCode);
            lock (silo)
            {
                most = Math.Max(most, ++together);
            }

            await Task.Yield();
            lock (silo)
            {
                together--;
                ended++;
            }
        };
        for (var number = 0; number < 100; number++)
        {
            await silo.Grain($"{number}").Run(static _ => Task.CompletedTask).Within();
        }

        await silo.Stop().Within();
        Assert.Equal((100, 0), (ended, silo.Host.ActiveGrains));
        Assert.InRange(most, 1, 5);
        Assert.Empty(silo.Complaints);
    }

    [Fact]
    public async Task Grains_may_call_others_while_they_are_put_away()
    {
        await using var silo = new TestSilo();
        silo.Script.OnDeactivate = (self, _, _) => self.GetPrimaryKeyString() == "a"
            ? self.Factory.GetGrain<IScriptGrain>("b").Run(_ =>
            {
                silo.Script.Events.Enqueue("told b");
                return Task.CompletedTask;
            })
            : Task.CompletedTask;
        await silo.Grain("a").Run(static _ => Task.CompletedTask).Within();
        await silo.Stop().Within();
        Assert.Equal(["told b"], silo.Script.Events);
        Assert.Equal(0, silo.Host.ActiveGrains);
        Assert.Empty(silo.Complaints);
    }

    [Fact]
    public async Task A_stop_that_runs_out_of_time_says_so_and_takes_no_call_any_more()
    {
        await using var silo = new TestSilo();
        var (gate, begun) = (new Gate(), new Gate());
        var stuck = silo.Grain("a").Ask(async self =>
        {
            begun.Open();
            await gate.Opened;
            return await self.Factory.GetGrain<IScriptGrain>("b").Ask(static _ => Task.FromResult(""));
        });
        await begun.Opened;
        using var limit = new CancellationTokenSource();
        var stop = silo.Host.StopAsync(limit.Token);
        await limit.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stop.Within());
        Assert.Equal([2909], silo.Complaints.Select(static complaint => complaint.Id));
        gate.Open();
        await Assert.ThrowsAsync<SiloUnavailableException>(() => stuck.Within());
    }

    [Fact]
    public async Task Disposing_of_the_services_stops_the_silo()
    {
        var silo = new TestSilo();
        await silo.Grain().Run(static _ => Task.CompletedTask).Within();
        var ended = false;
        silo.Script.OnDeactivate = (_, _, _) => Task.FromResult(ended = true);
        await silo.DisposeAsync().AsTask().Within();
        Assert.True(ended);
    }

    [Fact]
    public async Task A_silo_never_used_stops_at_once()
    {
        await using var silo = new TestSilo();
        await silo.Stop().Within();
        Assert.Empty(silo.Complaints);
    }
}
