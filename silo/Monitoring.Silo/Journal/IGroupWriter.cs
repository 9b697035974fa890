using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Journal;

/// <summary>
/// How a database writes a group: one connection, used by the writer's thread only. Failures are <see cref="StoreException"/>s.
/// </summary>
internal interface IGroupWriter : IDisposable
{
    /// <summary>Finds what is committed, after opening and before anything else: the numbers to give out next, and the heads.</summary>
    StoreCounters Recover();

    /// <summary>Starts a transaction.</summary>
    /// <param name="last">The numbers after this process' last group.</param>
    /// <returns>The numbers to give out in it: those, unless another process has written since.</returns>
    StoreCounters Begin(StoreCounters last);

    /// <summary>Writes a group and notes the commits that cannot be written in <see cref="GroupPlan.Conflicts"/>.</summary>
    void Write(GroupPlan plan);

    /// <summary>Writes what goes beside the journal in the present transaction.</summary>
    void WriteSides(IReadOnlyList<SideWrite> sides);

    /// <summary>Makes the transaction durable.</summary>
    void Commit();

    /// <summary>The answer to <see cref="Commit"/> came: what is known in memory follows.</summary>
    void Acknowledge();

    /// <summary>Drops the transaction, if one is open.</summary>
    void Rollback();

    /// <summary>Whether the last group that was tried is committed, on whichever connection it was.</summary>
    bool IsCommitted(GroupPlan plan);

    /// <summary>Called between transactions: may spend a moment on keeping the database in shape.</summary>
    void Maintain();
}
