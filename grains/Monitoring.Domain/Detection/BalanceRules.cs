using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Ledger;

namespace Monitoring.Domain.Detection;

/// <summary>B1 and B2: rules about the balance itself. They fire on the edge, not while the condition lasts.</summary>
internal static class BalanceRules
{
    /// <summary>B1: our running balance parts from the source's, or parts further.</summary>
    public static void Break(Decision decision, Posted posted, in PostingContext before)
    {
        if (posted.Late || posted.Posting.BalanceAfter is not { } theirs) return;
        var difference = decision.State.Detection.BalanceDifference;
        if (difference == 0 || difference == before.BalanceDifference) return;
        AlertDesk.Fire(
            decision,
            AlertRule.BalanceBreak,
            posted.Posting,
            [new EvidenceItem(decision.State.PostingSequence, posted.Posting.SignedAmount)],
            Reason.Of(decision, "B1_PARTED").Money("ours", posted.BalanceAfter).Money("theirs", theirs).Money("difference", difference));
    }

    /// <summary>B2: a deposit account falls below zero.</summary>
    public static void Overdrawn(Decision decision, Posted posted, in PostingContext before)
    {
        if (decision.State.Account?.Kind is not (AccountKind.CorporateCurrent or AccountKind.PersonalSavings or AccountKind.ShareCapital)) return;
        var wasBelow = before.Balance < 0 && before.PostingCount > 0;
        if (posted.BalanceAfter >= 0 || wasBelow) return;
        AlertDesk.Fire(
            decision,
            AlertRule.Overdrawn,
            posted.Posting,
            [new EvidenceItem(decision.State.PostingSequence, posted.Posting.SignedAmount)],
            Reason.Of(decision, "B2_BELOW_ZERO").Money("balance", posted.BalanceAfter));
    }
}
