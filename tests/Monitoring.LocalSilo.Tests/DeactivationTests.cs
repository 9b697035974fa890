using Orleans;
using Orleans.Storage;

namespace Monitoring.LocalSilo.Tests;

public sealed class DeactivationTests
{
    [Fact]
    public async Task A_grain_put_away_is_told_once_and_why_and_the_next_call_makes_a_new_one()
    {
        await using var silo = new TestSilo();
        var (lives, ended) = (new List<ScriptGrain>(), new Gate());
        silo.Script.OnConstruct = lives.Add;
        silo.Script.OnDeactivate = (self, reason, _) =>
        {
            silo.Script.Events.Enqueue($"{self.GetPrimaryKeyString()} {reason.ReasonCode} {self.IsDisposed}");
            ended.Open();
            return Task.CompletedTask;
        };
        await silo.Grain().Run(static self =>
        {
            self.End();
            self.End();
            return Task.CompletedTask;
        }).Within();
        await ended.Opened;
        await silo.Grain().Run(static _ => Task.CompletedTask).Within();
        Assert.Equal(["k ApplicationRequested False"], silo.Script.Events);
        Assert.Equal([true, false], lives.Select(static life => life.IsDisposed));
        Assert.Equal(1, silo.Host.ActiveGrains);
    }

    [Fact]
    public async Task The_running_call_ends_before_the_grain_does_and_waiting_calls_are_served_by_the_next()
    {
        await using var silo = new TestSilo();
        var (gate, ending, lives) = (new Gate(), new Gate(), 0);
        silo.Script.OnConstruct = _ => silo.Script.Events.Enqueue($"make {++lives}");
        silo.Script.OnDeactivate = async (_, _, _) =>
        {
            silo.Script.Events.Enqueue("ending");
            await ending.Opened;
            silo.Script.Events.Enqueue("ended");
        };
        var grain = silo.Grain();
        var first = grain.Run(async self =>
        {
            self.End();
            await gate.Opened;
            silo.Script.Events.Enqueue("first");
        });
        var second = grain.Run(_ => Note("second"));
        gate.Open();
        await first.Within();
        var third = grain.Run(_ => Note("third"));
        Assert.False(second.IsCompleted);
        ending.Open();
        await Task.WhenAll(second, third).Within();
        Assert.Equal(["make 1", "first", "ending", "ended", "make 2", "second", "third"], silo.Script.Events);

        Task Note(string what)
        {
            silo.Script.Events.Enqueue(what);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task A_reentrant_grain_ends_after_all_its_running_calls_and_begins_no_other()
    {
        await using var silo = new TestSilo();
        var grain = silo.Get<IReentrantGrain>();
        var (one, two, lives) = (new Gate(), new Gate(), new HashSet<ScriptGrain>());
        var ended = false;
        silo.Script.OnDeactivate = (_, _, _) => Task.FromResult(ended = true);
        var first = grain.Run(async self =>
        {
            lives.Add(self);
            await one.Opened;
            Assert.False(ended);
        });
        var second = grain.Run(async self =>
        {
            lives.Add(self);
            self.End();
            await two.Opened;
            Assert.False(ended);
        });
        var third = grain.Run(self =>
        {
            lives.Add(self);
            return Task.CompletedTask;
        });
        two.Open();
        await second.Within();
        Assert.False(ended || third.IsCompleted);
        one.Open();
        await Task.WhenAll(first, third).Within();
        Assert.True(ended);
        Assert.Equal(2, lives.Count);
    }

    [Fact]
    public async Task A_deactivation_that_fails_is_logged_and_the_next_grain_serves()
    {
        await using var silo = new TestSilo();
        silo.Script.OnDeactivate = static (_, _, _) => throw new InvalidDataException("deactivation");
        await silo.Grain().Run(static self =>
        {
            self.End();
            return Task.CompletedTask;
        }).Within();
        await silo.Grain().Run(static _ => Task.CompletedTask).Within();
        Assert.Equal([2902], silo.Complaints.Select(static complaint => complaint.Id));
        silo.Script.OnDeactivate = static (_, _, _) => Task.CompletedTask;
    }

    [Fact]
    public async Task A_deactivation_that_takes_too_long_is_left_behind()
    {
        await using var silo = new TestSilo(static o => o.DeactivationTimeout = TimeSpan.FromSeconds(10));
        var (begun, never) = (new Gate(), new TaskCompletionSource());
        silo.Script.OnDeactivate = (_, _, _) =>
        {
            begun.Open();
            return never.Task;
        };
        await silo.Grain().Run(static self =>
        {
            self.End();
            return Task.CompletedTask;
        }).Within();
        var next = silo.Grain().Run(static _ => Task.CompletedTask);
        await begun.Opened;
        Assert.False(next.IsCompleted);
        silo.Time.Advance(TimeSpan.FromSeconds(10));
        await next.Within();
        Assert.Equal([2902], silo.Complaints.Select(static complaint => complaint.Id));
        silo.Script.OnDeactivate = static (_, _, _) => Task.CompletedTask;
    }

    [Fact]
    public async Task A_grain_may_be_put_away_from_outside_its_turns()
    {
        await using var silo = new TestSilo();
        var lives = new HashSet<ScriptGrain>();
        await silo.Grain().Run(self => Task.FromResult(lives.Add(self))).Within();
        lives.Single().End();
        await silo.Grain().Run(self => Task.FromResult(lives.Add(self))).Within();
        Assert.Equal(2, lives.Count);

        // One that has ended already cannot put its successor away.
        lives.First().End();
        await silo.Grain().Run(self => Task.FromResult(lives.Add(self))).Within();
        Assert.Equal(2, lives.Count);
    }

    [Fact]
    public async Task A_grain_that_wants_to_end_while_activating_serves_a_call_first()
    {
        await using var silo = new TestSilo();
        var lives = new HashSet<ScriptGrain>();
        silo.Script.OnActivate = static (self, _) =>
        {
            self.End();
            return Task.CompletedTask;
        };
        var calls = Enumerable.Range(0, 3).Select(_ => silo.Grain().Run(self => Task.FromResult(lives.Add(self)))).ToArray();
        await Task.WhenAll(calls).Within();
        Assert.Equal(3, lives.Count);
    }

    [Fact]
    public async Task An_inconsistent_state_that_leaves_a_call_puts_this_grain_away_but_not_its_callers()
    {
        await using var silo = new TestSilo();
        var lives = new List<string>();
        silo.Script.OnConstruct = self => lives.Add(self.GetPrimaryKeyString());
        await Assert.ThrowsAsync<InconsistentStateException>(() => silo.Grain("caller").Run(static async self =>
            await self.Factory.GetGrain<IScriptGrain>("callee").Run(static _ => throw new InconsistentStateException("v1", "v2", "v1")))
            .Within());
        await silo.Grain("caller").Run(static _ => Task.CompletedTask).Within();
        await silo.Grain("callee").Run(static _ => Task.CompletedTask).Within();
        Assert.Equal(["caller", "callee", "callee"], lives);
    }

    [Fact]
    public async Task Work_that_a_grain_left_behind_still_runs_on_its_scheduler()
    {
        await using var silo = new TestSilo();
        var (gate, ended, left) = (new TaskCompletionSource(), new Gate(), Task.CompletedTask);
        silo.Script.OnDeactivate = (_, _, _) =>
        {
            ended.Open();
            return Task.CompletedTask;
        };
        await silo.Grain().Run(self =>
        {
            self.End();
            left = Leave(gate.Task);
            return Task.CompletedTask;
        }).Within();
        await ended.Opened;
        await silo.Stop().Within();
        gate.SetResult();
        await left.Within();

        static async Task Leave(Task gate)
        {
            var own = TaskScheduler.Current;
            await gate;
            Assert.Same(own, TaskScheduler.Current);
        }
    }
}
