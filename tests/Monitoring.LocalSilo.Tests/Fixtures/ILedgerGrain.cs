using Orleans;

namespace Monitoring.LocalSilo.Tests;

public interface ILedgerGrain : IGrainWithStringKey
{
    Task Run(Func<LedgerGrain, Task> body);
}
