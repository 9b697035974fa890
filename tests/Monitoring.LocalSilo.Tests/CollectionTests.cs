using Orleans;

namespace Monitoring.LocalSilo.Tests;

public sealed class CollectionTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_grain_not_called_for_the_age_is_put_away_and_one_that_was_called_stays()
    {
        await using var silo = new TestSilo(static o => (o.CollectionAge, o.CollectionQuantum) = (5 * Minute, Minute));
        NoteEnds(silo);
        await silo.Grain("idle").Run(static _ => Task.CompletedTask).Within();
        for (var minute = 1; minute <= 5; minute++)
        {
            await silo.Grain("used").Run(static _ => Task.CompletedTask).Within();
            await Pass(silo, Minute);
            Assert.Empty(silo.Script.Events);
        }

        await Pass(silo, Minute);
        Assert.Equal(["idle ActivationIdle"], silo.Script.Events);
        Assert.Equal(1, silo.Host.ActiveGrains);
    }

    [Fact]
    public async Task A_grain_in_the_middle_of_a_call_is_never_idle()
    {
        await using var silo = new TestSilo(static o => (o.CollectionAge, o.CollectionQuantum) = (Minute, Minute));
        NoteEnds(silo);
        var gate = new Gate();
        var call = silo.Grain().Run(async _ => await gate.Opened);
        await silo.Grain().PassedBy();
        for (var minute = 0; minute < 10; minute++)
        {
            await Pass(silo, Minute);
        }

        Assert.Empty(silo.Script.Events);
        gate.Open();
        await call.Within();
        await Pass(silo, Minute);
        await Pass(silo, Minute);
        Assert.Single(silo.Script.Events);
    }

    [Fact]
    public async Task A_grain_can_ask_to_stay_longer_and_take_that_back()
    {
        await using var silo = new TestSilo(static o => (o.CollectionAge, o.CollectionQuantum) = (Minute, Minute));
        NoteEnds(silo);
        await Stay("hour", TimeSpan.FromHours(1));
        await Stay("ever", Timeout.InfiniteTimeSpan);
        await Stay("back", TimeSpan.FromHours(1));
        await Stay("back", TimeSpan.Zero);
        for (var minute = 0; minute < 10; minute++)
        {
            await Pass(silo, Minute);
        }

        Assert.Equal(["back ActivationIdle"], silo.Script.Events);
        for (var minute = 0; minute < 55; minute++)
        {
            await Pass(silo, Minute);
        }

        Assert.Equal(["back ActivationIdle", "hour ActivationIdle"], silo.Script.Events);

        Task Stay(string key, TimeSpan time) => silo.Grain(key).Run(self =>
        {
            self.Stay(time);
            return Task.CompletedTask;
        }).Within();
    }

    [Fact]
    public async Task One_sweep_puts_away_no_more_than_it_may_and_the_next_ones_do_the_rest()
    {
        await using var silo = new TestSilo(static o =>
            (o.CollectionAge, o.CollectionQuantum, o.CollectionsPerSweep) = (Minute, Minute, 10));
        for (var number = 0; number < 25; number++)
        {
            await silo.Grain($"{number}").Run(static _ => Task.CompletedTask).Within();
        }

        await Pass(silo, Minute);
        Assert.Equal(25, silo.Host.ActiveGrains);
        foreach (var left in new[] { 15, 5, 0 })
        {
            await Pass(silo, Minute);
            Assert.Equal(left, silo.Host.ActiveGrains);
        }
    }

    [Fact]
    public async Task Above_the_cap_the_grain_unused_for_longest_goes()
    {
        await using var silo = new TestSilo(static o => o.MaxActiveGrains = 4);
        var ended = new SemaphoreSlim(0);
        silo.Script.OnDeactivate = (self, reason, _) =>
        {
            silo.Script.Events.Enqueue($"{self.GetPrimaryKeyString()} {reason.ReasonCode}");
            ended.Release();
            return Task.CompletedTask;
        };
        foreach (var key in new[] { "a", "b", "c", "d", "e" })
        {
            await silo.Grain(key).Run(static _ => Task.CompletedTask).Within();
        }

        Assert.True(await ended.WaitAsync(Waiting.Limit, TestContext.Current.CancellationToken));
        // Their marks of use were taken off in the first round; now all but "c" are used again.
        var first = Assert.Single(silo.Script.Events);
        Assert.EndsWith(nameof(DeactivationReasonCode.HighMemoryPressure), first, StringComparison.Ordinal);
        var unused = silo.Host.Activations.Select(static activation => activation.Key).Order(StringComparer.Ordinal).ElementAt(1);
        foreach (var key in silo.Host.Activations.Select(static activation => activation.Key).Where(key => key != unused).ToList())
        {
            await silo.Grain(key).Run(static _ => Task.CompletedTask).Within();
        }

        await silo.Grain("f").Run(static _ => Task.CompletedTask).Within();
        Assert.True(await ended.WaitAsync(Waiting.Limit, TestContext.Current.CancellationToken));
        Assert.Equal($"{unused} HighMemoryPressure", silo.Script.Events.Last());
        silo.Script.OnDeactivate = static (_, _, _) => Task.CompletedTask;
    }

    [Fact]
    public async Task Many_more_grains_than_the_cap_can_be_called_in_bounded_memory()
    {
        const int Cap = 100;
        const int Grains = 20_000;
        const int Callers = 16;
        await using var silo = new TestSilo(static o => o.MaxActiveGrains = Cap);
        var (alive, most, ended) = (0, 0, 0);
        silo.Script.OnConstruct = _ => Raise(Interlocked.Increment(ref alive));
        silo.Script.OnDeactivate = async (_, _, _) =>
        {
            await Task.Yield();
            Interlocked.Decrement(ref alive);
            Interlocked.Increment(ref ended);
        };
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var number = caller; number < Grains; number += Callers)
            {
                await silo.Grain($"{number}").Run(static _ => Task.CompletedTask);
            }
        }))).Within();

        // Twelve and a half percent above the cap, and those that are just serving a call.
        Assert.InRange(most, Cap, Cap + (Cap / 8) + 1 + Callers);
        await silo.Stop().Within();
        Assert.Equal((Grains, 0), (ended, silo.Host.ActiveGrains));

        void Raise(int now)
        {
            for (var seen = Volatile.Read(ref most); now > seen; seen = Volatile.Read(ref most))
            {
                Interlocked.CompareExchange(ref most, now, seen);
            }
        }
    }

    [Fact]
    public async Task Grains_that_are_all_busy_may_exceed_the_cap_rather_than_wait_for_each_other()
    {
        const int Depth = 40;
        await using var silo = new TestSilo(static o => o.MaxActiveGrains = 1);
        var deepest = await Descend(silo.Grain("0"), 0).Within();
        Assert.Equal($"{Depth}", deepest);

        static Task<string> Descend(IScriptGrain grain, int depth) => grain.Ask(self => depth == Depth
            ? Task.FromResult($"{depth}")
            : Descend(self.Factory.GetGrain<IScriptGrain>($"{depth + 1}"), depth + 1));
    }

    [Fact]
    public async Task While_others_are_being_put_away_a_new_grain_waits()
    {
        await using var silo = new TestSilo(static o => o.MaxActiveGrains = 1);
        var (ending, gate) = (new Gate(), new Gate());
        silo.Script.OnDeactivate = async (_, _, _) =>
        {
            ending.Open();
            await gate.Opened;
        };
        await silo.Grain("a").Run(static _ => Task.CompletedTask).Within();
        await silo.Grain("b").Run(static _ => Task.CompletedTask).Within();
        await ending.Opened;
        var waiting = silo.Grain("c").Run(static _ => Task.CompletedTask);
        await silo.Settled();
        Assert.Equal((false, 1), (waiting.IsCompleted, silo.Host.Collector.Parked));
        gate.Open();
        await waiting.Within();
        Assert.Equal(0, silo.Host.Collector.Parked);
    }

    [Theory]
    [InlineData(nameof(LocalSiloOptions.CollectionAge))]
    [InlineData(nameof(LocalSiloOptions.MaxActiveGrains))]
    [InlineData(nameof(LocalSiloOptions.ActivationTimeout))]
    public void Limits_that_make_no_sense_are_refused(string limit) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TestSilo(options =>
        {
            options.CollectionAge = limit == nameof(options.CollectionAge) ? TimeSpan.FromSeconds(1) : options.CollectionAge;
            options.MaxActiveGrains = limit == nameof(options.MaxActiveGrains) ? 0 : options.MaxActiveGrains;
            options.ActivationTimeout = limit == nameof(options.ActivationTimeout) ? TimeSpan.Zero : options.ActivationTimeout;
        }));

    private static void NoteEnds(TestSilo silo) => silo.Script.OnDeactivate = (self, reason, _) =>
    {
        if (reason.ReasonCode != DeactivationReasonCode.ShuttingDown)
        {
            silo.Script.Events.Enqueue($"{self.GetPrimaryKeyString()} {reason.ReasonCode}");
        }

        return Task.CompletedTask;
    };

    private static async Task Pass(TestSilo silo, TimeSpan time)
    {
        silo.Time.Advance(time);
        await silo.Settled();
    }
}
