using System.Threading.Channels;
using Orleans;
using Orleans.Runtime;

namespace Monitoring.LocalSilo.Tests;

public sealed class TimerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_timer_ticks_when_due_and_then_once_a_period()
    {
        await using var silo = new TestSilo();
        var ticks = 0;
        await Register(silo, _ => Task.FromResult(++ticks), new GrainTimerCreationOptions(2 * Second, 3 * Second));
        Assert.Equal(0, await After(1 * Second));
        Assert.Equal(1, await After(1 * Second));
        Assert.Equal(1, await After(2 * Second));
        Assert.Equal(2, await After(1 * Second));
        Assert.Equal(3, await After(3 * Second));

        async Task<int> After(TimeSpan time)
        {
            silo.Time.Advance(time);
            // A tick that was due is before this in the grain's queue.
            await silo.Grain().Run(static _ => Task.CompletedTask).Within();
            return ticks;
        }
    }

    [Fact]
    public async Task A_timer_without_a_period_ticks_once()
    {
        await using var silo = new TestSilo();
        var ticks = 0;
        await Register(silo, _ => Task.FromResult(++ticks), new GrainTimerCreationOptions(Second, Timeout.InfiniteTimeSpan));
        for (var round = 0; round < 3; round++)
        {
            silo.Time.Advance(Second);
            await silo.Grain().Run(static _ => Task.CompletedTask).Within();
        }

        Assert.Equal(1, ticks);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tick_waits_for_the_running_call_unless_it_interleaves(bool interleave)
    {
        await using var silo = new TestSilo();
        var (ticked, gate) = (new Gate(), new Gate());
        var options = new GrainTimerCreationOptions(Second, Second) { Interleave = interleave };
        await Register(silo, _ => Opened(ticked), options);
        var call = silo.Grain().Run(async _ => await gate.Opened);
        await silo.Grain().PassedBy();
        silo.Time.Advance(Second);
        await silo.Grain().PassedBy();
        Assert.Equal(interleave, ticked.IsOpen);
        gate.Open();
        await call.Within();
        await ticked.Opened;
    }

    [Fact]
    public async Task A_call_waits_for_the_running_tick_and_the_period_counts_from_its_end()
    {
        await using var silo = new TestSilo();
        var (ticks, gate) = (0, new Gate());
        var begun = new Gate();
        await Register(
            silo,
            async _ =>
            {
                ticks++;
                begun.Open();
                await gate.Opened;
            },
            new GrainTimerCreationOptions(Second, Second));
        silo.Time.Advance(Second);
        await begun.Opened;
        var call = silo.Grain().Run(static _ => Task.CompletedTask);
        silo.Time.Advance(5 * Second);
        await silo.Grain().PassedBy();
        Assert.False(call.IsCompleted);
        Assert.Equal(1, ticks);
        gate.Open();
        await call.Within();
        silo.Time.Advance(Second);
        await silo.Grain().Run(static _ => Task.CompletedTask).Within();
        Assert.Equal(2, ticks);
    }

    [Fact]
    public async Task A_tick_that_fails_is_logged_and_the_timer_goes_on()
    {
        await using var silo = new TestSilo();
        var ticks = 0;
        await Register(
            silo,
            async _ =>
            {
                ticks++;
                if (ticks == 2)
                {
                    await Task.Yield();
                }

                throw new InvalidDataException("tick");
            },
            new GrainTimerCreationOptions(Second, Second));
        for (var round = 0; round < 3; round++)
        {
            silo.Time.Advance(Second);
            await silo.Grain().Run(static _ => Task.CompletedTask).Within();
        }

        Assert.Equal(3, ticks);
        Assert.Equal([2904, 2904, 2904], silo.Complaints.Select(static complaint => complaint.Id));
    }

    [Fact]
    public async Task A_timer_can_be_changed_within_and_outside_its_tick()
    {
        await using var silo = new TestSilo();
        var ticks = 0;
        IGrainTimer? timer = null;
        await silo.Grain().Run(self =>
        {
            timer = self.RegisterGrainTimer(
                () =>
                {
                    if (++ticks == 1)
                    {
                        timer!.Change(10 * Second, Second);
                    }

                    return Task.CompletedTask;
                },
                Second,
                Second);
            return Task.CompletedTask;
        }).Within();
        Assert.Equal(1, await After(Second));
        Assert.Equal(1, await After(9 * Second));
        Assert.Equal(2, await After(Second));
        Assert.Equal(3, await After(Second));
        await silo.Grain().Run(_ =>
        {
            timer!.Change(5 * Second, Second);
            return Task.CompletedTask;
        }).Within();
        Assert.Equal(3, await After(4 * Second));
        Assert.Equal(4, await After(Second));
        Assert.Throws<ArgumentOutOfRangeException>(() => timer!.Change(TimeSpan.FromSeconds(-5), Second));

        async Task<int> After(TimeSpan time)
        {
            silo.Time.Advance(time);
            await silo.Grain().Run(static _ => Task.CompletedTask).Within();
            return ticks;
        }
    }

    [Fact]
    public async Task A_disposed_timer_ticks_no_more_and_its_token_is_cancelled()
    {
        await using var silo = new TestSilo();
        var tokens = Channel.CreateUnbounded<CancellationToken>();
        var timer = await Register(
            silo,
            async token => await tokens.Writer.WriteAsync(token, CancellationToken.None),
            new GrainTimerCreationOptions(Second, Second));
        silo.Time.Advance(Second);
        await silo.Grain().Run(static _ => Task.CompletedTask).Within();
        Assert.True(tokens.Reader.TryRead(out var token));
        Assert.False(token.IsCancellationRequested);
        timer.Dispose();
        timer.Dispose();
        Assert.True(token.IsCancellationRequested);
        silo.Time.Advance(5 * Second);
        await silo.Grain().Run(static _ => Task.CompletedTask).Within();
        Assert.False(tokens.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_timer_ends_with_its_grain_and_a_tick_that_waited_wakes_nobody()
    {
        await using var silo = new TestSilo();
        var (ticks, lives, gate, ended) = (0, 0, new Gate(), new Gate());
        silo.Script.OnConstruct = _ => lives++;
        silo.Script.OnDeactivate = (_, _, _) => Opened(ended);
        await Register(silo, _ => Task.FromResult(++ticks), new GrainTimerCreationOptions(Second, Second));
        var call = silo.Grain().Run(async self =>
        {
            await gate.Opened;
            self.End();
        });
        await silo.Grain().PassedBy();
        silo.Time.Advance(Second);
        gate.Open();
        await call.Within();
        await ended.Opened;
        silo.Time.Advance(5 * Second);
        await silo.Stop().Within();
        Assert.Equal((0, 1), (ticks, lives));
    }

    [Fact]
    public async Task A_timer_may_be_registered_while_activating_and_not_from_elsewhere()
    {
        await using var silo = new TestSilo();
        var (ticks, grain) = (0, default(ScriptGrain));
        silo.Script.OnActivate = (self, _) =>
        {
            grain = self;
            self.RegisterGrainTimer(static _ => Task.CompletedTask, Timeout.InfiniteTimeSpan, Second);
            self.RegisterGrainTimer(static (add, _) => Task.FromResult(add()), () => ++ticks, Second, Second);
            self.RegisterGrainTimer(static add => Task.FromResult(add()), () => ++ticks, Second, Second);
            return Task.CompletedTask;
        };
        await silo.Grain().Run(static _ => Task.CompletedTask).Within();
        silo.Time.Advance(Second);
        await silo.Grain().Run(static _ => Task.CompletedTask).Within();
        Assert.Equal(2, ticks);
        Assert.Throws<InvalidOperationException>(() => grain!.RegisterGrainTimer(static () => Task.CompletedTask, Second, Second));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_ticking_timer_keeps_its_grain_only_when_asked_to(bool keepAlive)
    {
        await using var silo = new TestSilo(static o => (o.CollectionAge, o.CollectionQuantum) = (10 * Second, Second));
        var (lives, ended) = (0, new Gate());
        silo.Script.OnConstruct = _ => lives++;
        silo.Script.OnDeactivate = (_, _, _) => Opened(ended);
        await Register(silo, static _ => Task.CompletedTask, new GrainTimerCreationOptions(Second, Second) { KeepAlive = keepAlive });
        for (var second = 0; second < 30 && !ended.IsOpen; second++)
        {
            silo.Time.Advance(Second);
            await silo.Settled();
        }

        Assert.Equal(!keepAlive, ended.IsOpen);
        Assert.Equal(1, lives);
        silo.Script.OnDeactivate = static (_, _, _) => Task.CompletedTask;
    }

    private static Task Opened(Gate gate)
    {
        gate.Open();
        return Task.CompletedTask;
    }

    private static async Task<IGrainTimer> Register(
        TestSilo silo, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        IGrainTimer? timer = null;
        await silo.Grain().Run(self =>
        {
            timer = self.RegisterGrainTimer(callback, options);
            return Task.CompletedTask;
        }).Within();
        return timer!;
    }
}
