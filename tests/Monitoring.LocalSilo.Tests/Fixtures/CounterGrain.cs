using Orleans;

namespace Monitoring.LocalSilo.Tests;

public sealed class CounterGrain : Grain, ICounterGrain
{
    private long _sum;

    public Task<long> Add(long amount)
    {
        _sum += amount;
        return Task.FromResult(_sum);
    }

    public ValueTask<long> AddQuickly(long amount)
    {
        _sum += amount;
        return new ValueTask<long>(_sum);
    }

    public Task Clear()
    {
        _sum = 0;
        return Task.CompletedTask;
    }

    public ValueTask ClearQuickly()
    {
        _sum = 0;
        return ValueTask.CompletedTask;
    }
}
