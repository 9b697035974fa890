using Monitoring.Grains.Journal;

namespace Monitoring.Simulation.Platform;

/// <summary>A journal with a fault put in.</summary>
internal sealed class MutatedJournal(IJournal inner, Mutation mutation) : IJournal
{
    /// <summary>Each so manieth commit that the fault can touch is touched.</summary>
    private const int Each = 5;

    private int _touchable;

    public ValueTask<CommitResult> CommitAsync(GrainCommit commit)
    {
        if (mutation == Mutation.DropAlert && commit.Alerts.Count > 0 && ++_touchable % Each == 0)
        {
            return inner.CommitAsync(Copy(commit, [], commit.BranchDeltas));
        }

        if (mutation == Mutation.DropBranchDelta && commit.BranchDeltas.Any(static delta => delta.Balance != 0) && ++_touchable % Each == 0)
        {
            return inner.CommitAsync(Copy(commit, commit.Alerts, []));
        }

        return inner.CommitAsync(commit);
    }

    private static GrainCommit Copy(GrainCommit commit, IReadOnlyList<AlertEntry> alerts, IReadOnlyList<BranchDelta> deltas) => new()
    {
        Kind = commit.Kind,
        Id = commit.Id,
        Head = commit.Head,
        Entries = commit.Entries,
        Columns = commit.Columns,
        Profile = commit.Profile,
        Alerts = alerts,
        BranchDeltas = deltas,
        Parties = commit.Parties,
        Items = commit.Items,
    };
}
