using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Grain;
using Monitoring.Domain.Ledger;

namespace Monitoring.Domain.Detection;

/// <summary>S1: no customer-initiated movement for long, since opening if there never was one, then one above the absolute limit.</summary>
internal static class DormantRule
{
    public static void Look(Decision decision, Posted posted, in PostingContext before)
    {
        var since = before.LastCustomerMovement != 0
            ? before.LastCustomerMovement
            : decision.State.Account!.OpenedAt?.UtcTicks ?? before.FirstPosting;
        if (since == 0 || posted.Late) return;
        var silent = posted.Posting.BookedAt.UtcTicks - since;
        if (silent <= decision.Parameters.DormantThenSudden.DormantDays * TimeSpan.TicksPerDay) return;
        AlertDesk.Fire(
            decision,
            AlertRule.DormantThenSudden,
            posted.Posting,
            [new EvidenceItem(decision.State.PostingSequence, posted.Posting.SignedAmount)],
            Reason.Of(decision, posted.Posting.SignedAmount > 0 ? "S1_CREDIT" : "S1_DEBIT")
                .Number("days", silent / TimeSpan.TicksPerDay)
                .Money("amount", posted.Posting.Amount)
                .Number("limitDays", decision.Parameters.DormantThenSudden.DormantDays));
    }
}
