using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Monitoring.LocalSilo.Tests;

public sealed class PersistentStateTests
{
    private readonly MemoryStorage _main = new();
    private readonly MemoryStorage _archive = new();

    [Fact]
    public async Task State_is_read_before_activation_and_a_missing_one_is_new()
    {
        _archive.Put("other", "k", new Ledger { Balance = 7 }, 3);
        await using var silo = Silo();
        await Run(silo, static self =>
        {
            Assert.Null(self.Main.Etag);
            Assert.Equal("3", self.Other.Etag);
            return Task.CompletedTask;
        });
        Assert.Equal(["False 0 True 7"], silo.Script.Events);
    }

    [Fact]
    public async Task What_was_written_is_there_after_the_grain_was_put_away_and_what_was_not_is_gone()
    {
        await using var silo = Silo();
        await Run(silo, static async self =>
        {
            self.Main.State.Balance = 5;
            self.Other.State.Balance = 6;
            await self.Main.WriteStateAsync();
            Assert.True(self.Main.RecordExists);
            Assert.Equal("1", self.Main.Etag);
            self.Main.State = new Ledger { Balance = 8 };
            await self.Main.WriteStateAsync(CancellationToken.None);
            Assert.Equal("2", self.Main.Etag);
            self.Main.State.Balance = 99;
            self.End();
        });
        await Run(silo, static _ => Task.CompletedTask);
        Assert.Equal(["False 0 False 0", "True 8 False 0"], silo.Script.Events);
        Assert.Equal(("2", null), (_main.Version("main", "k"), _archive.Version("other", "k")));
    }

    [Fact]
    public async Task Reading_again_drops_what_was_not_written()
    {
        await using var silo = Silo();
        await Run(silo, static async self =>
        {
            self.Main.State.Balance = 5;
            await self.Main.WriteStateAsync();
            self.Main.State.Balance = 6;
            await self.Main.ReadStateAsync();
            Assert.Equal(5, self.Main.State.Balance);
        });
    }

    [Fact]
    public async Task A_cleared_state_is_gone_and_can_be_written_anew()
    {
        await using var silo = Silo();
        await Run(silo, async self =>
        {
            self.Main.State.Balance = 5;
            await self.Main.WriteStateAsync();
            await self.Main.ClearStateAsync();
            Assert.Equal((0, null, false), (self.Main.State.Balance, self.Main.Etag, self.Main.RecordExists));
            Assert.Null(_main.Version("main", "k"));
            await self.Main.ClearStateAsync(CancellationToken.None);
            await self.Main.WriteStateAsync();
            Assert.Equal("1", self.Main.Etag);
        });
    }

    [Fact]
    public async Task A_conflict_reaches_the_caller_and_the_next_call_reads_the_state_anew()
    {
        await using var silo = Silo();
        await Run(silo, static self => self.Main.WriteStateAsync());
        _main.Put("main", "k", new Ledger { Balance = 40 }, 9);
        var conflict = await Assert.ThrowsAsync<InconsistentStateException>(() => Run(silo, static self => self.Main.WriteStateAsync()));
        Assert.Equal(("9", "1"), (conflict.StoredEtag, conflict.CurrentEtag));
        await Run(silo, static self =>
        {
            self.Main.State.Balance++;
            return self.Main.WriteStateAsync();
        });
        Assert.Equal(["False 0 False 0", "True 40 False 0"], silo.Script.Events);
        Assert.Equal("10", _main.Version("main", "k"));
    }

    [Fact]
    public async Task A_conflict_that_the_grain_handles_leaves_it_active()
    {
        await using var silo = Silo();
        _main.Put("main", "k", new Ledger { Balance = 40 }, 9);
        await Run(silo, async self =>
        {
            _main.Put("main", "k", new Ledger { Balance = 41 }, 10);
            await Assert.ThrowsAsync<InconsistentStateException>(self.Main.WriteStateAsync);
            await self.Main.ReadStateAsync();
            Assert.Equal(41, self.Main.State.Balance);
        });
        await Run(silo, static _ => Task.CompletedTask);
        Assert.Single(silo.Script.Events);
    }

    [Fact]
    public async Task A_storage_that_cannot_be_read_fails_the_activation()
    {
        _main.Before = static _ => throw new IOException("disk");
        await using var silo = Silo();
        var exception = await Assert.ThrowsAsync<OrleansException>(() => Run(silo, static _ => Task.CompletedTask));
        Assert.IsType<IOException>(exception.InnerException);
        Assert.Equal([2905, 2901], silo.Complaints.Select(static complaint => complaint.Id));
        _main.Before = static _ => Task.CompletedTask;
        await Run(silo, static _ => Task.CompletedTask);
        Assert.Single(silo.Script.Events);
    }

    [Fact]
    public async Task A_storage_that_hangs_fails_the_activation_in_time()
    {
        var (reading, never) = (new Gate(), new TaskCompletionSource());
        _main.Before = _ =>
        {
            reading.Open();
            return never.Task;
        };
        await using var silo = Silo(static o => o.ActivationTimeout = TimeSpan.FromSeconds(3));
        var call = Run(silo, static _ => Task.CompletedTask);
        await reading.Opened;
        silo.Time.Advance(TimeSpan.FromSeconds(3));
        await Assert.ThrowsAsync<TimeoutException>(() => call);
        never.SetResult();
    }

    [Fact]
    public async Task Operations_on_a_state_run_one_after_the_other_in_order()
    {
        await using var silo = Silo();
        await Run(silo, async self =>
        {
            var (gate, log) = (new Gate(), new List<string>());
            _main.Before = async operation =>
            {
                log.Add($"begin {operation}");
                await gate.Opened;
                log.Add($"end {operation}");
            };
            var write = self.Main.WriteStateAsync();
            var clear = self.Main.ClearStateAsync();
            var read = self.Main.ReadStateAsync();
            gate.Open();
            await Task.WhenAll(write, clear, read);
            Assert.Equal(["begin write", "end write", "begin clear", "end clear", "begin read", "end read"], log);
        });
    }

    [Fact]
    public async Task An_operation_that_fails_does_not_fail_the_next()
    {
        await using var silo = Silo();
        await Run(silo, async self =>
        {
            _main.Before = static async operation =>
            {
                await Task.Yield();
                if (operation == "write")
                {
                    throw new IOException("disk");
                }
            };
            var write = self.Main.WriteStateAsync();
            var read = self.Main.ReadStateAsync();
            await Assert.ThrowsAsync<OrleansException>(() => write);
            await read;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => self.Main.ReadStateAsync(new CancellationToken(canceled: true)));
        });
    }

    [Fact]
    public async Task An_operation_that_has_ended_is_not_held_by_its_state()
    {
        await using var silo = Silo();
        WeakReference? write = null;
        await Run(silo, async self =>
        {
            _main.Before = static async _ => await Task.Yield();
            write = await WriteAsync(self);
        });
        await Run(silo, self =>
        {
            GC.Collect();
            Assert.False(write!.IsAlive);
            return Task.CompletedTask;
        });

        static async Task<WeakReference> WriteAsync(LedgerGrain self)
        {
            var task = self.Main.WriteStateAsync();
            var held = new WeakReference(task);
            await task;
            return held;
        }
    }

    [Fact]
    public void A_state_without_its_attribute_or_its_storage_is_refused_at_the_start()
    {
        Assert.Contains("[PersistentState]", Refused<Nameless>(static _ => { }), StringComparison.Ordinal);
        Assert.Contains("storage", Refused<Named>(static _ => { }), StringComparison.Ordinal);

        static string Refused<TGrain>(Action<IServiceCollection> services)
            where TGrain : Grain, ILedgerGrain => Assert.Throws<ArgumentException>(() => new TestSilo(
                static o => o.AddGrain<ILedgerGrain, TGrain>(static (silo, key) => new LedgerGrainReference(silo, key)), services)).Message;
    }

    private static Task Run(TestSilo silo, Func<LedgerGrain, Task> body) => silo.Get<ILedgerGrain>().Run(body).Within();

    private TestSilo Silo(Action<LocalSiloOptions>? configure = null) => new(
        options =>
        {
            options.AddGrain<ILedgerGrain, LedgerGrain>(static (silo, key) => new LedgerGrainReference(silo, key));
            configure?.Invoke(options);
        },
        services => services.AddSingleton<ILocalGrainStorage>(_main).AddKeyedSingleton<ILocalGrainStorage>("archive", _archive));

    public sealed class Nameless(IPersistentState<Ledger> state) : Grain, ILedgerGrain
    {
        public Task Run(Func<LedgerGrain, Task> body) => state.WriteStateAsync();
    }

    public sealed class Named([PersistentState("main")] IPersistentState<Ledger> state) : Grain, ILedgerGrain
    {
        public Task Run(Func<LedgerGrain, Task> body) => state.WriteStateAsync();
    }
}
