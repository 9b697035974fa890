using Monitoring.Silo.Journal;

namespace Monitoring.Simulation.Engine;

/// <summary>Leads the two threads of a store through their steps.</summary>
/// <param name="decide">What happens at a point.</param>
internal sealed class StoreConductor(Func<StorePoint, Verdict> decide) : IStoreFaults, IDisposable
{
    /// <summary>The thread that writes.</summary>
    public Baton Writer { get; } = new(decide);

    /// <summary>The thread that reads for grains.</summary>
    public Baton Reader { get; } = new(decide);

    /// <summary>Lets both go on for good.</summary>
    public void Free(bool dead)
    {
        Writer.Free(dead);
        Reader.Free(dead);
    }

    public void BeforeTake() => Writer.Stand(StorePoint.Take);

    public void BeforeReads() => Reader.Stand(StorePoint.Take);

    public void BeforeAnswers() => Reader.Stand(StorePoint.Answer);

    public void BeforeWrite(int commits) => Writer.Stand(StorePoint.Write);

    public void BeforeCommit() => Writer.Stand(StorePoint.Commit);

    public void AfterCommit() => Writer.Stand(StorePoint.Committed);

    public void BeforeVerify() => Writer.Stand(StorePoint.Verify);

    public void Dispose()
    {
        Writer.Dispose();
        Reader.Dispose();
    }
}
