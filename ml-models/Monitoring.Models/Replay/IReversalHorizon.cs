using Monitoring.Contracts.Feed;

namespace Monitoring.Models.Replay;

/// <summary>Tells which postings may still be reversed, so that a replay need not hold all of them. Thread-safe.</summary>
public interface IReversalHorizon
{
    /// <summary>How long a posting is remembered; <c>null</c> for ever.</summary>
    TimeSpan? Keep { get; }

    /// <summary>Whether a later posting may reverse this one.</summary>
    bool MayBeReversed(Posting posting);
}
