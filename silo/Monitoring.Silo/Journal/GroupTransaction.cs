using Microsoft.Extensions.Logging;
using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Journal;

/// <summary>
/// Writes one group in one transaction and finds out how that ended. Used by the writer's thread only. After a failure the connection is
/// opened anew and the numbers are read again before anything else is written.
/// </summary>
internal sealed class GroupTransaction : IDisposable
{
    private readonly Func<IGroupWriter> _open;
    private readonly IStoreFaults _faults;
    private readonly ILogger _logger;
    private IGroupWriter? _writer;

    public GroupTransaction(Func<IGroupWriter> open, IStoreFaults faults, ILogger logger)
    {
        _open = open;
        _faults = faults;
        _logger = logger;
        _writer = open();
        Counters = _writer.Recover();
    }

    /// <summary>The numbers to give out next.</summary>
    public StoreCounters Counters { get; private set; }

    /// <summary>Called before the writer looks for what waits.</summary>
    public void BeforeTake() => _faults.BeforeTake();

    /// <summary>Makes sure that there is a connection whose state is known.</summary>
    /// <returns>Whether it is a new one, and the numbers were read again.</returns>
    /// <exception cref="StoreException">There is none.</exception>
    public bool Recover()
    {
        if (_writer is not null) return false;
        var writer = _open();
        try
        {
            Counters = writer.Recover();
            _writer = writer;
            return true;
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Begins a group. A connection that was lost while nothing was written is replaced: nothing of the group was sent yet.
    /// </summary>
    /// <param name="commits">Decisions in it.</param>
    /// <returns>Whether the connection is a new one, and the numbers were read again.</returns>
    /// <exception cref="StoreException">The database does not let it begin.</exception>
    public bool Begin(int commits)
    {
        var isNew = Recover();
        try
        {
            _faults.BeforeWrite(commits);
            Counters = _writer!.Begin(Counters);
            return isNew;
        }
        catch (StoreException exception) when (exception.IsConnectionLost && !isNew)
        {
            Abandon();
            Recover();
        }
        catch
        {
            Abandon();
            throw;
        }

        return BeginOnNew();
    }

    /// <summary>Plans a group and writes it with side writes; <see cref="Begin"/> was called before.</summary>
    public GroupOutcome Write(
        GroupPlan plan, IReadOnlyList<PendingCommit> group, IReadOnlyList<SideWrite> sides, out Exception? failure)
    {
        failure = null;
        var writer = _writer ?? throw new InvalidOperationException("The writer has no connection.");
        try
        {
            plan.Build(group, Counters);
            writer.Write(plan);
            if (plan.Conflicts.Count > 0)
            {
                writer.Rollback();
                return GroupOutcome.Conflicted;
            }

            if (sides.Count > 0) writer.WriteSides(sides);
        }
        catch (StoreException exception)
        {
            failure = exception;
            Abandon();
            return GroupOutcome.Unavailable;
        }
        catch
        {
            Abandon();
            throw;
        }

        return End(writer, plan, out failure);
    }

    /// <summary>Keeps the database in shape between transactions.</summary>
    public void Maintain() => _writer?.Maintain();

    /// <inheritdoc/>
    public void Dispose() => _writer?.Dispose();

    private bool BeginOnNew()
    {
        try
        {
            Counters = _writer!.Begin(Counters);
            return true;
        }
        catch
        {
            Abandon();
            throw;
        }
    }

    private GroupOutcome End(IGroupWriter writer, GroupPlan plan, out Exception? failure)
    {
        failure = null;
        try
        {
            _faults.BeforeCommit();
            writer.Commit();
            _faults.AfterCommit();
            writer.Acknowledge();
            Counters = plan.Next;
            return GroupOutcome.Committed;
        }
        catch (StoreException exception)
        {
            failure = exception;
            Abandon();
            return Settle(plan);
        }
    }

    /// <summary>A commit failed: looks on a new connection whether it took place.</summary>
    private GroupOutcome Settle(GroupPlan plan)
    {
        try
        {
            _faults.BeforeVerify();
            Recover();
            if (plan.Entries == 0) return GroupOutcome.Unknown;
            return _writer!.IsCommitted(plan) ? GroupOutcome.Committed : GroupOutcome.Unavailable;
        }
        catch (StoreException)
        {
            // The failure of the commit itself is what the caller reports. The next group starts from a new connection, which also tells
            // watchers what was found.
            Abandon();
            return GroupOutcome.Unknown;
        }
    }

    private void Abandon()
    {
        var writer = _writer;
        _writer = null;
        try
        {
            writer?.Rollback();
        }
        catch (StoreException exception)
        {
            // Closing the connection drops its transaction as well.
            JournalLog.RollbackFailed(_logger, exception);
        }
        finally
        {
            writer?.Dispose();
        }
    }
}
