using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Ledger;

namespace Monitoring.Domain.Detection;

/// <summary>S4: opened by a walk-in, and within the days after opening large money came in and large money went out.</summary>
internal static class SelfOpenedRule
{
    /// <summary>Whether a large posting is the first of its direction in the days after a walk-in opening.</summary>
    public static bool Counts(Decision decision, Posting posting)
    {
        var account = decision.State.Account!;
        if (account.OpenedBy != OpenedBy.WalkIn || account.OpenedAt is not { } opened) return false;
        var age = posting.BookedAt - opened;
        if (age < TimeSpan.FromDays(-1) || age > TimeSpan.FromDays(decision.Parameters.SelfOpenedThenLarge.OpenedDays)) return false;
        var known = posting.Direction == Direction.Credit ? decision.State.Detection.OpeningCredit : decision.State.Detection.OpeningDebit;
        return known.Sequence == 0;
    }

    public static void Look(Decision decision, Posted posted)
    {
        if ((posted.Marks & PostingMarks.OpeningLarge) == 0) return;
        var (credit, debit) = (decision.State.Detection.OpeningCredit, decision.State.Detection.OpeningDebit);
        if (credit.Sequence == 0 || debit.Sequence == 0) return;
        AlertDesk.Fire(
            decision,
            AlertRule.SelfOpenedThenLarge,
            posted.Posting,
            credit.Sequence < debit.Sequence ? [credit, debit] : [debit, credit],
            Reason.Of(decision, "S4_IN_AND_OUT")
                .Money("in", credit.Amount)
                .Money("out", -debit.Amount)
                .Number("days", (long)(posted.Posting.BookedAt - decision.State.Account!.OpenedAt!.Value).TotalDays));
    }
}
