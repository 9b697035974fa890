using Monitoring.Contracts.Reference;
using Monitoring.Grains.Journal;
using Orleans;

namespace Monitoring.Grains.Grain;

/// <summary>
/// One branch, addressed by its id. Its totals are rows that each commit updates and that are summed on read
/// (the query port), so that no branch is a bottleneck.
/// </summary>
[Alias("branch-grain")]
public interface IBranchGrain : IGrainWithStringKey
{
    /// <summary>Declares the branch, or updates its name and parent; the parent must be declared and not lie below it.</summary>
    /// <exception cref="JournalUnavailableException">Nothing could be written; nothing changed.</exception>
    [Alias("declare")]
    Task<ReferenceOutcome> DeclareAsync(BranchReference reference);

    /// <summary>The branch as declared; <c>null</c> when it is not.</summary>
    [Alias("reference")]
    Task<BranchReference?> GetReferenceAsync();
}
