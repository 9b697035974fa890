using Monitoring.Silo.Journal;
using Monitoring.Silo.Stores;

namespace Monitoring.Simulation.Platform;

/// <summary>A database that can be away: no connection opens then. Connections that are open go on.</summary>
internal sealed class SimDialect(IStoreDialect inner, Func<bool> isAway, Mutation mutation, Action<GroupPlan> written) : IStoreDialect
{
    public HeadLag Lag => inner.Lag;

    public IGroupWriter OpenWriter()
    {
        ThrowWhenAway();
        return mutation is Mutation.SkipDurability or Mutation.PublishEarly
            ? new MutatedWriter(inner.OpenWriter(), mutation, written)
            : inner.OpenWriter();
    }

    public IReadSession OpenGrainReader()
    {
        ThrowWhenAway();
        return inner.OpenGrainReader();
    }

    public IReadSession OpenReader()
    {
        ThrowWhenAway();
        return inner.OpenReader();
    }

    public void Dispose() => inner.Dispose();

    private void ThrowWhenAway()
    {
        if (isAway()) throw new StoreException("The database is away (simulated).");
    }
}
