using Monitoring.Contracts.Alert;
using Monitoring.Domain.Alert;

namespace Monitoring.Domain.Tests.Alert;

public sealed class ReconciliationClassesTests
{
    [Fact]
    public void Only_an_open_alert_of_a_movement_or_suspicion_rule_makes_an_account_monitored()
    {
        var monitoring = Enum.GetValues<AlertRule>().Where(rule => ReconciliationClasses.Of([rule]) == ReconciliationClass.Monitored);

        Assert.Equal(
            [
                AlertRule.RapidRoundTrip, AlertRule.LumpInPiecemealOut, AlertRule.PiecemealInLumpOut, AlertRule.DormantThenSudden,
                AlertRule.ReceiptsMissing, AlertRule.UnrelatedCounterparty, AlertRule.SelfOpenedThenLarge,
            ],
            monitoring.Order());
        Assert.Equal(ReconciliationClass.Normal, ReconciliationClasses.Of([]));
        Assert.Equal(ReconciliationClass.Monitored, ReconciliationClasses.Of([AlertRule.Overdrawn, AlertRule.DormantThenSudden]));
    }
}
