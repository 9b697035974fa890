using Monitoring.Contracts.Feed;

namespace Monitoring.Models.Replay;

/// <summary>Any posting may be reversed, within a time.</summary>
/// <param name="keep">How long it is remembered.</param>
public sealed class RecentReversals(TimeSpan keep) : IReversalHorizon
{
    /// <inheritdoc/>
    public TimeSpan? Keep { get; } = keep;

    /// <inheritdoc/>
    public bool MayBeReversed(Posting posting) => true;
}
