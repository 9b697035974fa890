using Monitoring.Contracts.Feed;

namespace Monitoring.Models.Replay;

/// <summary>The postings that are reversed are known before the replay begins.</summary>
/// <param name="targets">Ids of the postings that a later one reverses.</param>
public sealed class KnownReversals(IReadOnlySet<string> targets) : IReversalHorizon
{
    /// <inheritdoc/>
    public TimeSpan? Keep => null;

    /// <inheritdoc/>
    public bool MayBeReversed(Posting posting) => targets.Contains(posting.PostingId);
}
