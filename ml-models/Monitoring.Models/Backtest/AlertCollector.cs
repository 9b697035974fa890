using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Domain.Ledger;
using Monitoring.Models.Replay;

namespace Monitoring.Models.Backtest;

/// <summary>Keeps the alerts that a replay raises.</summary>
public sealed class AlertCollector : IReplayObserver
{
    private readonly List<RaisedAlert> _raised = [];

    /// <summary>The alerts, in the order in which they were raised.</summary>
    public IReadOnlyList<RaisedAlert> Raised => _raised;

    /// <inheritdoc/>
    public void Posted(ReplayAccount account, Decision decision, Posting posting, string? caseId) => Decided(account, decision);

    /// <inheritdoc/>
    public void Decided(ReplayAccount account, Decision decision)
    {
        foreach (var happened in decision.Events)
        {
            if (happened is AlertChanged { Kind: AlertChangeKind.Raised } raised) _raised.Add(RaisedAlert.Of(raised.Alert));
        }
    }
}
