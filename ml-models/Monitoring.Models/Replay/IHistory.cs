namespace Monitoring.Models.Replay;

/// <summary>A history that can be replayed: a simulated bank, files of the feed, a database's journal.</summary>
public interface IHistory
{
    /// <summary>How long a posting must be remembered because a later one may reverse it.</summary>
    IReversalHorizon Reversals { get; }

    /// <summary>All that happened, in order; streamed.</summary>
    IEnumerable<HistoryItem> Items();
}
