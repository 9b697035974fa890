namespace Monitoring.LocalSilo.Tests;

public sealed class CallTests
{
    [Fact]
    public async Task A_call_of_each_kind_reaches_the_grain_and_brings_its_result_back()
    {
        await using var silo = new TestSilo(
            static o => o.AddGrain<ICounterGrain, CounterGrain>(static (s, k) => new CounterGrainReference(s, k)));
        var counter = silo.Get<ICounterGrain>("a");

        Assert.Equal(5, await counter.Add(5));
        Assert.Equal(7, await counter.AddQuickly(2));
        await counter.Clear();
        Assert.Equal(1, await counter.Add(1));
        await counter.ClearQuickly();
        Assert.Equal(0, await counter.Add(0));
        Assert.Equal(0, await silo.Get<ICounterGrain>("b").Add(0));
        Assert.Equal(2, silo.Host.ActiveGrains);
        Assert.Empty(silo.Complaints);
    }
}
