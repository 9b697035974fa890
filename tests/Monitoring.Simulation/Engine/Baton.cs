using Monitoring.Silo.Stores;

namespace Monitoring.Simulation.Engine;

/// <summary>
/// Keeps one thread of the store standing until the simulation lets it take a step, and the simulation waiting while it does: only one of
/// the two runs at a time. At each of its points the thread asks what is to happen there: changing threads costs most of a simulation's
/// time, so that it stands only where something else may come between.
/// </summary>
/// <param name="decide">What happens at a point; asked while only this thread runs.</param>
internal sealed class Baton(Func<StorePoint, Verdict> decide) : IDisposable
{
    /// <summary>A thread that takes longer for a step is stuck.</summary>
    private static readonly TimeSpan StepLongest = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _go = new(0);
    private readonly SemaphoreSlim _stands = new(0);
    private volatile bool _isFree;
    private volatile bool _isDead;

    /// <summary>Where the thread stands.</summary>
    public StorePoint Point { get; private set; }

    /// <summary>On the store's thread: stands here until it may go on, or fail.</summary>
    public void Stand(StorePoint point)
    {
        if (_isDead && point != StorePoint.Take) throw new StoreException("The process has ended (simulated).");
        if (_isFree) return;
        var verdict = point == StorePoint.Take ? Verdict.Stand : decide(point);
        if (verdict == Verdict.Stand)
        {
            Point = point;
            _stands.Release();
            _go.Wait();
            if (point == StorePoint.Take) return;
            if (_isDead) throw new StoreException("The process has ended (simulated).");
            if (_isFree) return;
            verdict = decide(point);
            // Once it stood there, it goes on.
            if (verdict == Verdict.Stand) verdict = Verdict.Pass;
        }

        if (verdict == Verdict.Fail) throw new StoreException($"It failed at {point} (simulated).");
    }

    /// <summary>Waits until the thread stands for the first time.</summary>
    public void AwaitStand()
    {
        if (!_stands.Wait(StepLongest)) throw new ViolationException("the store goes on", "one of its threads does not come to a stand");
    }

    /// <summary>Lets the thread go on to where it stands next.</summary>
    public void Step()
    {
        _go.Release();
        AwaitStand();
    }

    /// <summary>Lets the thread go on for good.</summary>
    /// <param name="dead">Whether all it tries fails from now on, as in a process that is no more.</param>
    public void Free(bool dead)
    {
        _isDead = dead;
        _isFree = true;
        _go.Release();
    }

    public void Dispose()
    {
        _go.Dispose();
        _stands.Dispose();
    }
}
