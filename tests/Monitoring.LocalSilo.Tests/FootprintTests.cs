namespace Monitoring.LocalSilo.Tests;

/// <summary>Bytes, not times: these hold on any machine. Alone, because they look at the memory of the process.</summary>
[Collection(nameof(FootprintTests))]
[CollectionDefinition(nameof(FootprintTests), DisableParallelization = true)]
public sealed class FootprintTests
{
    /// <summary>What an idle grain may cost besides itself and its key, so that a million of them fit into 400 MB.</summary>
    private const int IdleBytesMax = 400;

    /// <summary>
    /// What a call that needs no await may allocate: one task of the scheduler's own, and room for the odd object beside it.
    /// </summary>
    private const int CallBytesMax = 160;

    [Fact]
    public async Task An_idle_grain_costs_little_besides_itself()
    {
        const int Grains = 50_000;
        await using var silo = Silo();
        var keys = Enumerable.Range(0, Grains).Select(static number => $"6217{number:D12}").ToArray();
        await silo.Get<ICounterGrain>().Add(1).Within();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        foreach (var key in keys)
        {
            await silo.Get<ICounterGrain>(key).Add(1);
        }

        var bytes = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / Grains;
        TestContext.Current.TestOutputHelper?.WriteLine($"{bytes:F0} bytes an idle grain of 32 bytes, besides its key");
        GC.KeepAlive(keys);
        Assert.Equal(Grains + 1, silo.Host.ActiveGrains);
        Assert.InRange(bytes, 32, IdleBytesMax);
    }

    [Fact]
    public async Task A_call_that_needs_no_await_allocates_little()
    {
        const int Calls = 50_000;
        await using var silo = Silo();
        var counter = silo.Get<ICounterGrain>();
        for (var call = 0; call < 1000; call++)
        {
            await counter.AddQuickly(1);
        }

        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var call = 0; call < Calls; call++)
        {
            await counter.AddQuickly(1);
        }

        var bytes = (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / Calls;
        TestContext.Current.TestOutputHelper?.WriteLine($"{bytes:F0} bytes a call");
        Assert.InRange(bytes, 0, CallBytesMax);
    }

    private static TestSilo Silo() =>
        new(static o => o.AddGrain<ICounterGrain, CounterGrain>(static (silo, key) => new CounterGrainReference(silo, key)));
}
