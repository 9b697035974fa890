using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Tests.Stores.Postgres;

/// <summary>Holds a writer before it takes anything, until all that a group is to have is queued.</summary>
internal sealed class HeldTake : IStoreFaults, IDisposable
{
    private readonly ManualResetEventSlim _released = new();

    public void Release() => _released.Set();

    public void Dispose() => Release();

    public void BeforeTake() => _released.Wait();

    public void BeforeWrite(int commits)
    {
    }

    public void BeforeCommit()
    {
    }

    public void AfterCommit()
    {
    }

    public void BeforeVerify()
    {
    }
}
