using System.Collections.Concurrent;

namespace Monitoring.LocalSilo.Tests;

public sealed class TurnTests
{
    [Fact]
    public async Task A_call_begins_only_when_the_one_before_it_has_ended_though_that_one_awaits()
    {
        await using var silo = new TestSilo();
        var (grain, gate, begun) = (silo.Grain(), new Gate(), new Gate());
        var first = grain.Run(async _ => await gate.Opened);
        var second = grain.Run(_ =>
        {
            begun.Open();
            return Task.CompletedTask;
        });

        await grain.PassedBy();
        Assert.False(begun.IsOpen);
        gate.Open();
        await first.Within();
        await second.Within();
        Assert.True(begun.IsOpen);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Turns_of_many_callers_never_overlap_and_none_is_lost(bool reentrant)
    {
        const int Callers = 32;
        const int Calls = 200;
        await using var silo = new TestSilo();
        IScriptGrain grain = reentrant ? silo.Get<IReentrantGrain>() : silo.Grain();
        var (inside, overlaps, sum) = (0, 0, 0);

        async Task Body(ScriptGrain _)
        {
            for (var turn = 0; turn < 3; turn++)
            {
                // Not interlocked where it counts: only turns that never overlap keep the sum right.
                overlaps += Interlocked.Increment(ref inside) == 1 ? 0 : 1;
                sum++;
                Interlocked.Decrement(ref inside);
                await Task.Yield();
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            for (var call = 0; call < Calls; call++)
            {
                await grain.Run(Body);
            }
        }))).Within();

        Assert.Equal(0, overlaps);
        Assert.Equal(Callers * Calls * 3, sum);
    }

    [Fact]
    public async Task What_follows_an_await_is_a_turn_of_the_grain_again()
    {
        await using var silo = new TestSilo();
        var elsewhere = new TaskCompletionSource();
        var call = silo.Grain().Run(async _ =>
        {
            var own = TaskScheduler.Current;
            Assert.NotSame(TaskScheduler.Default, own);
            await elsewhere.Task;
            Assert.Same(own, TaskScheduler.Current);
            await Task.Run(static () => Assert.Same(TaskScheduler.Default, TaskScheduler.Current));
            Assert.Same(own, TaskScheduler.Current);
            await Task.Yield();
            Assert.Same(own, TaskScheduler.Current);
        });

        await silo.Grain().PassedBy();
        elsewhere.SetResult();
        await call.Within();
    }

    [Fact]
    public async Task What_follows_an_await_waits_for_the_turn_that_runs()
    {
        await using var silo = new TestSilo();
        var grain = silo.Get<IReentrantGrain>();
        var (gate, resumed) = (new TaskCompletionSource(), false);
        var awaiting = grain.Run(async _ =>
        {
            await gate.Task;
            resumed = true;
        });
        var running = grain.Run(_ =>
        {
            // Set from another thread, which then has every chance to run the continuation while this turn lasts.
            Task.Run(gate.SetResult).Wait(Waiting.Limit);
            Task.Run(static () => { }).Wait(Waiting.Limit);
            Assert.False(resumed);
            return Task.CompletedTask;
        });

        await running.Within();
        await awaiting.Within();
        Assert.True(resumed);
    }

    [Fact]
    public async Task A_task_continued_on_the_current_scheduler_is_a_turn_of_the_grain()
    {
        await using var silo = new TestSilo();
        await silo.Grain().Run(static _ =>
        {
            var own = TaskScheduler.Current;
            return Task.Run(static () => { }).ContinueWith(
                _ => Assert.Same(own, TaskScheduler.Current), CancellationToken.None, TaskContinuationOptions.None, own);
        }).Within();
    }

    [Fact]
    public async Task Calls_of_one_caller_arrive_in_order()
    {
        await using var silo = new TestSilo();
        var (grain, seen) = (silo.Grain(), new List<int>());
        var calls = Enumerable.Range(0, 2000).Select(number => grain.Run(async _ =>
        {
            seen.Add(number);
            if (number % 7 == 0)
            {
                await Task.Yield();
            }
        })).ToArray();

        await Task.WhenAll(calls).Within();
        Assert.Equal(Enumerable.Range(0, 2000), seen);
    }

    [Fact]
    public async Task Calls_of_one_caller_arrive_in_order_though_the_grain_is_put_away_among_them()
    {
        await using var silo = new TestSilo();
        var (grain, seen, lives) = (silo.Grain(), new List<int>(), new HashSet<ScriptGrain>());
        var calls = Enumerable.Range(0, 500).Select(number => grain.Run(self =>
        {
            seen.Add(number);
            lives.Add(self);
            if (number % 10 == 0)
            {
                self.End();
            }

            return Task.CompletedTask;
        })).ToArray();

        await Task.WhenAll(calls).Within();
        Assert.Equal(Enumerable.Range(0, 500), seen);
        Assert.Equal(51, lives.Count);
    }

    [Fact]
    public async Task Grains_do_not_wait_for_one_another()
    {
        await using var silo = new TestSilo();
        var gate = new Gate();
        var stuck = silo.Grain("a").Run(async _ => await gate.Opened);
        await silo.Grain("b").Run(static _ => Task.CompletedTask).Within();
        Assert.False(stuck.IsCompleted);
        gate.Open();
        await stuck.Within();
    }

    [Fact]
    public async Task A_busy_grain_leaves_the_threads_to_others_now_and_then()
    {
        await using var silo = new TestSilo();
        var (grain, other, stop) = (silo.Get<IReentrantGrain>(), silo.Grain("other"), false);
        var loops = Enumerable.Range(0, Environment.ProcessorCount * 2).Select(number => silo.Grain($"busy{number}").Run(async _ =>
        {
            while (!Volatile.Read(ref stop))
            {
                await Task.Yield();
            }
        })).ToArray();

        await other.Run(static _ => Task.CompletedTask).Within();
        await grain.Run(static _ => Task.CompletedTask).Within();
        Volatile.Write(ref stop, true);
        await Task.WhenAll(loops).Within();
    }

    [Fact]
    public async Task A_caller_never_runs_on_the_turn_that_answers_it()
    {
        await using var silo = new TestSilo();
        var (grain, gate) = (silo.Grain(), new Gate());
        var schedulers = new ConcurrentQueue<TaskScheduler>();
        var call = grain.Run(async _ => await gate.Opened);
        var after = call.ContinueWith(
            _ => schedulers.Enqueue(TaskScheduler.Current),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        gate.Open();
        await after.Within();
        Assert.Equal([TaskScheduler.Default], schedulers);
    }

    [Fact]
    public async Task A_turn_runs_on_the_callers_thread_where_that_may_be()
    {
        await using var silo = new TestSilo(static options => options.MayRunTurnsHere = static () => true);
        await silo.Grain().Run(static _ => Task.CompletedTask).Within();
        var (thread, scheduler) = (0, TaskScheduler.Default);
        var call = silo.Grain().Run(_ =>
        {
            (thread, scheduler) = (Environment.CurrentManagedThreadId, TaskScheduler.Current);
            return Task.CompletedTask;
        });
        Assert.Equal(Environment.CurrentManagedThreadId, thread);
        Assert.NotSame(TaskScheduler.Default, scheduler);
        await call.Within();
    }

    [Fact]
    public async Task A_busy_grain_takes_its_next_turn_when_its_own_thread_comes_to_it_though_the_caller_offers_his()
    {
        await using var silo = new TestSilo(static options => options.MayRunTurnsHere = static () => true);
        var (grain, gate, order) = (silo.Grain(), new Gate(), new ConcurrentQueue<int>());
        var first = grain.Run(async _ =>
        {
            await gate.Opened;
            order.Enqueue(1);
        });
        var second = grain.Run(_ =>
        {
            order.Enqueue(2);
            return Task.CompletedTask;
        });
        Assert.False(second.IsCompleted);
        gate.Open();
        await first.Within();
        await second.Within();
        Assert.Equal([1, 2], order);
    }

    [Fact]
    public async Task What_a_turn_in_place_calls_is_not_run_within_it()
    {
        await using var silo = new TestSilo(static options => options.MayRunTurnsHere = static () => true);
        var (inside, isNested) = (0, false);
        await silo.Grain("b").Run(static _ => Task.CompletedTask).Within();
        await silo.Grain("a").Run(async _ =>
        {
            inside = Environment.CurrentManagedThreadId;
            var called = silo.Grain("b").Run(_ =>
            {
                isNested = Volatile.Read(ref inside) == Environment.CurrentManagedThreadId;
                return Task.CompletedTask;
            });
            Volatile.Write(ref inside, 0);
            await called;
        }).Within();
        Assert.False(isNested);
    }
}
