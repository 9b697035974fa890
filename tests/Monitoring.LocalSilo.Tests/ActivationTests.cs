using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Monitoring.LocalSilo.Tests;

public sealed class ActivationTests
{
    [Fact]
    public async Task A_grain_is_made_by_its_first_call_with_its_services_and_knows_who_it_is()
    {
        await using var silo = new TestSilo();
        var inConstructor = "";
        silo.Script.OnConstruct = self => inConstructor = self.GetPrimaryKeyString();
        silo.Script.OnActivate = (self, _) =>
        {
            silo.Script.Events.Enqueue(self.IdentityString);
            return Task.CompletedTask;
        };
        var grain = silo.Grain("6217000000000001");
        Assert.Equal(0, silo.Host.ActiveGrains);
        await grain.Run(self =>
        {
            Assert.Same(silo.Script, self.Services.GetRequiredService<Script>());
            Assert.Same(silo.Host, self.Factory);
            return Task.CompletedTask;
        }).Within();
        Assert.Equal("6217000000000001", inConstructor);
        Assert.Equal(["script/6217000000000001"], silo.Script.Events);
        Assert.Equal(1, silo.Host.ActiveGrains);
    }

    [Fact]
    public async Task Calls_that_come_during_activation_wait_for_it()
    {
        await using var silo = new TestSilo();
        var (begun, gate) = (new Gate(), new Gate());
        silo.Script.OnActivate = async (_, _) =>
        {
            begun.Open();
            await gate.Opened;
            silo.Script.Events.Enqueue("active");
        };
        var calls = Enumerable.Range(0, 3).Select(number => silo.Grain().Run(_ =>
        {
            silo.Script.Events.Enqueue($"call {number}");
            return Task.CompletedTask;
        })).ToArray();
        await begun.Opened;
        Assert.Empty(silo.Script.Events);
        gate.Open();
        await Task.WhenAll(calls).Within();
        Assert.Equal(["active", "call 0", "call 1", "call 2"], silo.Script.Events);
    }

    [Fact]
    public async Task A_constructor_that_fails_fails_the_call_and_the_next_call_makes_a_new_grain()
    {
        await using var silo = new TestSilo();
        silo.Script.OnConstruct = static _ => throw new InvalidDataException("constructor");
        var exception = await Assert.ThrowsAsync<InvalidDataException>(() => silo.Grain().Run(static _ => Task.CompletedTask).Within());
        Assert.Equal("constructor", exception.Message);
        silo.Script.OnConstruct = static _ => { };
        await silo.Grain().Run(static _ => Task.CompletedTask).Within();
        Assert.Equal(1, silo.Host.ActiveGrains);
        Assert.Equal([2901], silo.Complaints.Select(static complaint => complaint.Id));
    }

    [Fact]
    public async Task An_activation_that_fails_fails_all_calls_that_waited_and_the_next_call_makes_a_new_grain()
    {
        await using var silo = new TestSilo();
        var (gate, lives) = (new Gate(), new List<ScriptGrain>());
        silo.Script.OnConstruct = lives.Add;
        silo.Script.OnActivate = async (_, _) =>
        {
            await gate.Opened;
            throw new InvalidDataException("activation");
        };
        var deactivated = 0;
        silo.Script.OnDeactivate = (_, _, _) => Task.FromResult(deactivated++);
        var grain = silo.Get<IReentrantGrain>();
        var calls = Enumerable.Range(0, 10).Select(_ => grain.Run(static _ => Task.CompletedTask)).ToArray();
        var quick = grain.AskQuickly(static _ => new ValueTask<string>("")).AsTask();
        gate.Open();
        foreach (var call in calls.Append(quick))
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => call.Within());
        }

        silo.Script.OnActivate = static (_, _) => Task.CompletedTask;
        await grain.Run(self => Task.FromResult(self.IsDisposed)).Within();
        Assert.Equal(0, deactivated);
        Assert.Equal(2, lives.Count);
        Assert.Equal([true, false], lives.Select(static life => life.IsDisposed));
        Assert.Equal(1, silo.Host.ActiveGrains);
    }

    [Fact]
    public async Task An_activation_that_takes_too_long_fails_its_calls()
    {
        await using var silo = new TestSilo(static o => o.ActivationTimeout = TimeSpan.FromSeconds(10));
        var (begun, never) = (new Gate(), new TaskCompletionSource());
        silo.Script.OnActivate = (_, token) =>
        {
            silo.Script.Events.Enqueue(token.CanBeCanceled ? "token" : "no token");
            begun.Open();
            return never.Task;
        };
        var call = silo.Grain().Run(static _ => Task.CompletedTask);
        await begun.Opened;
        silo.Time.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<TimeoutException>(() => call.Within());
        silo.Script.OnActivate = static (_, _) => Task.CompletedTask;
        await silo.Grain().Run(static _ => Task.CompletedTask).Within();
        Assert.Equal(["token"], silo.Script.Events);
    }

    [Fact]
    public void A_grain_made_by_hand_has_no_identity_and_says_why()
    {
        var grain = new ScriptGrain(new Script());
        var exception = Assert.Throws<InvalidOperationException>(() => grain.IdentityString);
        Assert.Contains("silo", exception.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => grain.GetPrimaryKeyString());
        Assert.Throws<InvalidOperationException>(grain.End);
    }

    [Fact]
    public async Task Concurrent_first_calls_make_one_grain()
    {
        await using var silo = new TestSilo();
        var lives = 0;
        silo.Script.OnConstruct = _ => Interlocked.Increment(ref lives);
        for (var round = 0; round < 200; round++)
        {
            var grain = silo.Grain($"{round}");
            using var barrier = new Barrier(4);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            {
                barrier.SignalAndWait(Waiting.Limit);
                return grain.Run(static _ => Task.CompletedTask);
            }))).Within();
        }

        Assert.Equal(200, lives);
    }
}
