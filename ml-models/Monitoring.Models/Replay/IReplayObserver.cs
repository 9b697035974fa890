using Monitoring.Contracts.Feed;
using Monitoring.Domain.Ledger;

namespace Monitoring.Models.Replay;

/// <summary>Looks at each decision of a replay. Called on the flow of one lane, so it need not be thread-safe.</summary>
public interface IReplayObserver
{
    /// <summary>A posting was decided; the state is as after it.</summary>
    /// <param name="account">The account.</param>
    /// <param name="decision">What was decided.</param>
    /// <param name="posting">The posting.</param>
    /// <param name="caseId">The planted case it belongs to, when simulated.</param>
    void Posted(ReplayAccount account, Decision decision, Posting posting, string? caseId);

    /// <summary>Something else was decided: a day's end, a change by a person.</summary>
    void Decided(ReplayAccount account, Decision decision);
}
