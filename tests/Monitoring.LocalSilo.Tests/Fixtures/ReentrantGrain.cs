using Orleans.Concurrency;

namespace Monitoring.LocalSilo.Tests;

[Reentrant]
public sealed class ReentrantGrain(Script script) : ScriptGrain(script), IReentrantGrain
{
}
