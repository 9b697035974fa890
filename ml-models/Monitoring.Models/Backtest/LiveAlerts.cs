using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Grain;

namespace Monitoring.Models.Backtest;

/// <summary>What was live: the alerts that were raised, and what people made of them.</summary>
public sealed class LiveAlerts
{
    /// <summary>Trouble that a confirmed alert speaks of is taken to have begun so long before it.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromDays(7);

    private readonly Dictionary<AlertId, RaisedAlert> _raised = [];
    private readonly Dictionary<AlertId, AlertOutcome> _outcomes = [];

    /// <summary>The alerts, in the order in which they were raised.</summary>
    public IReadOnlyList<RaisedAlert> Raised => [.. _raised.Values];

    /// <summary>Hears of a change.</summary>
    public void Take(AlertChanged changed)
    {
        if (changed.Kind == AlertChangeKind.Raised) _raised[changed.Alert.Id] = RaisedAlert.Of(changed.Alert);
        if (changed is { Kind: AlertChangeKind.Closed, Alert.Outcome: { } outcome }) _outcomes[changed.Alert.Id] = outcome;
    }

    /// <summary>What people's verdicts tell: confirmed alerts are trouble, false ones are false; of the rest nothing is known.</summary>
    public KnownTruth Truth()
    {
        var confirmed = Of(AlertOutcome.Confirmed).Select(static alert => new KnownTrouble(
            alert.Rule.ToString(), [alert.Account], alert.EventAt - Before, alert.EventAt));
        var wrong = Of(AlertOutcome.FalsePositive).Select(static alert => alert.Id).ToHashSet();
        return new KnownTruth([.. confirmed], wrong, IsComplete: false);
    }

    private IEnumerable<RaisedAlert> Of(AlertOutcome outcome) =>
        _outcomes.Where(known => known.Value == outcome && _raised.ContainsKey(known.Key)).Select(known => _raised[known.Key]);
}
