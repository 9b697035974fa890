using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Ledger;

namespace Monitoring.Domain.Detection;

/// <summary>
/// D1: a teller posts by hand to an account owned by, or declared related to, that teller. By hand is over the counter, also when
/// the channel is not told; a system posting that carries a nominal teller does not count.
/// </summary>
internal static class SelfDealingRule
{
    public static void Look(Decision decision, Posted posted)
    {
        var (posting, account) = (posted.Posting, decision.State.Account!);
        if (posting.Teller is not { } teller || posting.Channel is not (null or Channel.Counter)) return;
        var owner = account.OwnerStaff == teller;
        if (!owner && account.RelatedStaff?.Contains(teller) != true) return;
        AlertDesk.Fire(
            decision,
            AlertRule.SelfDealing,
            posting,
            [new EvidenceItem(decision.State.PostingSequence, posting.SignedAmount)],
            Reason.Of(decision, owner ? "D1_OWNER" : "D1_RELATED").Text("teller", teller).Money("amount", posting.Amount));
    }
}
