using Orleans;

namespace Monitoring.LocalSilo.Tests;

public interface ICounterGrain : IGrainWithStringKey
{
    Task<long> Add(long amount);

    ValueTask<long> AddQuickly(long amount);

    Task Clear();

    ValueTask ClearQuickly();
}
