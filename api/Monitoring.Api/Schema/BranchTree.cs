using Monitoring.Grains.Queries;

namespace Monitoring.Api.Schema;

/// <summary>
/// The declared branches as a tree, as of one read. A branch that nobody declared, as the one of accounts opened by a posting, stands alone
/// under its id. Rings, which the grains refuse, would do no harm. Immutable.
/// </summary>
public sealed class BranchTree
{
    private readonly Dictionary<string, BranchRow> _branches;
    private readonly ILookup<string, string> _children;

    /// <summary>Builds the tree.</summary>
    public BranchTree(IReadOnlyList<BranchRow> branches)
    {
        _branches = branches.ToDictionary(branch => branch.Id, StringComparer.Ordinal);
        _children = branches.Where(branch => branch.Parent is not null).ToLookup(
            branch => branch.Parent!, branch => branch.Id, StringComparer.Ordinal);
        Ids = [.. branches.Select(branch => branch.Id)];
    }

    /// <summary>Ids of the declared branches, in order.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>Whether the branch is declared.</summary>
    public bool IsDeclared(string id) => _branches.ContainsKey(id);

    /// <summary>The branch; one that is not declared goes by its id.</summary>
    public BranchRow Row(string id) => _branches.GetValueOrDefault(id) ?? new BranchRow(id, null, id);

    /// <summary>Ids of the branches right below.</summary>
    public IEnumerable<string> ChildrenOf(string id) => _children[id];

    /// <summary>The branch and all below it, each once.</summary>
    public IReadOnlySet<string> Subtree(string id)
    {
        var found = new HashSet<string>(StringComparer.Ordinal) { id };
        var left = new Queue<string>(found);
        while (left.TryDequeue(out var next))
        {
            foreach (var child in _children[next])
            {
                if (found.Add(child)) left.Enqueue(child);
            }
        }

        return found;
    }
}
