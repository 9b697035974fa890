using Monitoring.Silo.Journal;

namespace Monitoring.Simulation.Platform;

/// <summary>A writer with a fault put in.</summary>
internal sealed class MutatedWriter(IGroupWriter inner, Mutation mutation, Action<GroupPlan> written) : IGroupWriter
{
    /// <summary>Each so manieth group with several entries is lost.</summary>
    private const int LostEach = 7;

    private int _groups;
    private bool _loses;

    public StoreCounters Recover() => inner.Recover();

    public StoreCounters Begin(StoreCounters last) => inner.Begin(last);

    public void Write(GroupPlan plan)
    {
        inner.Write(plan);
        _loses = mutation == Mutation.SkipDurability && plan.Postings > 0 && plan.Conflicts.Count == 0 && ++_groups % LostEach == 0;
        if (mutation == Mutation.PublishEarly && plan.Conflicts.Count == 0) written(plan);
    }

    public void WriteSides(IReadOnlyList<SideWrite> sides) => inner.WriteSides(sides);

    public void Commit()
    {
        if (_loses) inner.Rollback();
        else inner.Commit();
    }

    public void Acknowledge()
    {
        if (!_loses) inner.Acknowledge();
    }

    public void Rollback() => inner.Rollback();

    public bool IsCommitted(GroupPlan plan) => inner.IsCommitted(plan);

    public void Maintain() => inner.Maintain();

    public void Dispose() => inner.Dispose();
}
