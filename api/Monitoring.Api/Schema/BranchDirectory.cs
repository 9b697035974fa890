using Monitoring.Grains.Queries;

namespace Monitoring.Api.Schema;

/// <summary>
/// The tree of branches for those who watch: read again when it is older than <see cref="AgeMax"/> or does not know the branch asked about,
/// so that a moved branch is noticed without a read for every alert and watcher. Thread-safe.
/// </summary>
public sealed class BranchDirectory(IBankReader bank, TimeProvider time)
{
    /// <summary>How long a change of the tree may go unnoticed by those who watch.</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(1);

    private Known? _known;

    /// <summary>A recent tree that has the branch, if it is declared.</summary>
    public async ValueTask<BranchTree> WithAsync(string branch, CancellationToken cancellationToken)
    {
        var known = Volatile.Read(ref _known);
        if (known is not null && known.Tree.IsDeclared(branch) && time.GetElapsedTime(known.ReadAt) < AgeMax) return known.Tree;
        var readAt = time.GetTimestamp();
        var tree = new BranchTree(await bank.ListBranchesAsync(cancellationToken));
        Volatile.Write(ref _known, new Known(tree, readAt));
        return tree;
    }

    private sealed record Known(BranchTree Tree, long ReadAt);
}
