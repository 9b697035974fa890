namespace Monitoring.LocalSilo.Tests;

public interface IReentrantGrain : IScriptGrain
{
}
