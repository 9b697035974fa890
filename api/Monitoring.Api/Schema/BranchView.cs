using Monitoring.Api.Auth;

namespace Monitoring.Api.Schema;

/// <summary>The branches as one caller may see them: the whole tree, or one branch and those below it. Immutable.</summary>
public sealed class BranchView
{
    private readonly IReadOnlySet<string>? _visible;

    /// <summary>Creates the caller's view.</summary>
    public BranchView(BranchTree tree, Caller caller)
    {
        Tree = tree;
        _visible = caller.Branch is { } own ? tree.Subtree(own) : null;
    }

    /// <summary>All branches.</summary>
    public BranchTree Tree { get; }

    /// <summary>Whether the caller sees the whole bank.</summary>
    public bool IsWhole => _visible is null;

    /// <summary>Whether the caller may see what belongs to a branch.</summary>
    public bool Sees(string branch) => _visible is null || _visible.Contains(branch);

    /// <summary>
    /// Branches to which a filter restricts a list: the one asked for with those below it, as far as the caller may see them. <c>null</c>
    /// when nothing restricts it; empty when nothing is left.
    /// </summary>
    public IReadOnlyCollection<string>? Restrict(string? branch) =>
        branch is null ? _visible : [.. Tree.Subtree(branch).Where(Sees)];
}
