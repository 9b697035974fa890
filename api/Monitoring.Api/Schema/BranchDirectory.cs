using System.Collections.Immutable;
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

    /// <summary>A recent tree that has the branch, if it is declared; whether it is, is asked once in <see cref="AgeMax"/>.</summary>
    public async ValueTask<BranchTree> WithAsync(string branch, CancellationToken cancellationToken)
    {
        var known = Volatile.Read(ref _known);
        var isRecent = known is not null && time.GetElapsedTime(known.ReadAt) < AgeMax;
        if (isRecent && (known!.Tree.IsDeclared(branch) || known.Undeclared.Contains(branch))) return known.Tree;
        var readAt = time.GetTimestamp();
        var tree = new BranchTree(await bank.ListBranchesAsync(cancellationToken));
        // Who was asked about before is not declared in this read either, so nobody is answered from an older one.
        var undeclared = (isRecent ? known!.Undeclared.Add(branch) : [branch]).Except(tree.Ids);
        Volatile.Write(ref _known, new Known(tree, undeclared, readAt));
        return tree;
    }

    private sealed record Known(BranchTree Tree, ImmutableHashSet<string> Undeclared, long ReadAt);
}
