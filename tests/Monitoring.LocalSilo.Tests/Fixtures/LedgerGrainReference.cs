namespace Monitoring.LocalSilo.Tests;

internal sealed class LedgerGrainReference(LocalSiloHost silo, string key) : LocalGrainReference<ILedgerGrain>(silo, key), ILedgerGrain
{
    public Task Run(Func<LedgerGrain, Task> body) => Invoke(static (grain, body) => grain.Run(body), body);
}
