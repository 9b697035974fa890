using Monitoring.Contracts.Alert;

namespace Monitoring.Domain.Alert;

/// <summary>Decides an account's <see cref="ReconciliationClass"/>.</summary>
public static class ReconciliationClasses
{
    /// <summary>Rules whose open alert makes an account monitored: M1–M3 and S1–S4.</summary>
    public static IReadOnlyList<AlertRule> MonitoredRules { get; } =
    [
        AlertRule.RapidRoundTrip,
        AlertRule.LumpInPiecemealOut,
        AlertRule.PiecemealInLumpOut,
        AlertRule.DormantThenSudden,
        AlertRule.ReceiptsMissing,
        AlertRule.UnrelatedCounterparty,
        AlertRule.SelfOpenedThenLarge,
    ];

    /// <summary>The class of an account by the rules of its open alerts.</summary>
    public static ReconciliationClass Of(IEnumerable<AlertRule> openRules) =>
        openRules.Any(MonitoredRules.Contains) ? ReconciliationClass.Monitored : ReconciliationClass.Normal;
}
