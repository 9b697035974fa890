namespace Monitoring.LocalSilo.Tests;

internal sealed class CounterGrainReference(LocalSiloHost silo, string key) : LocalGrainReference<ICounterGrain>(silo, key), ICounterGrain
{
    public Task<long> Add(long amount) => Invoke(static (grain, amount) => grain.Add(amount), amount);

    public ValueTask<long> AddQuickly(long amount) => Invoke(static (grain, amount) => grain.AddQuickly(amount), amount);

    public Task Clear() => Invoke(static grain => grain.Clear());

    public ValueTask ClearQuickly() => Invoke(static grain => grain.ClearQuickly());
}
