namespace Monitoring.LocalSilo.Tests;

internal sealed class ReentrantGrainReference(LocalSiloHost silo, string key)
    : ScriptGrainReference<IReentrantGrain>(silo, key), IReentrantGrain
{
}
