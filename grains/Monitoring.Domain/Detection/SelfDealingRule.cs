using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Domain.Ledger;

namespace Monitoring.Domain.Detection;

/// <summary>
/// D1: a teller posts by hand to an account owned by, or declared related to, that teller. By hand is over the counter, also when
/// the channel is not told; a system posting that carries a nominal teller does not count.
/// </summary>
internal static class SelfDealingRule
{
    /// <summary>Whether a posting was booked by hand by a teller who owns the account or is declared related to it.</summary>
    public static bool IsOwn(Posting posting, AccountReference account) =>
        posting.Teller is { } teller
        && posting.Channel is (null or Channel.Counter)
        && (account.OwnerStaff == teller || account.RelatedStaff?.Contains(teller) == true);

    public static void Look(Decision decision, Posted posted)
    {
        var (posting, account) = (posted.Posting, decision.State.Account!);
        if (!IsOwn(posting, account)) return;
        var owner = account.OwnerStaff == posting.Teller;
        AlertDesk.Fire(
            decision,
            AlertRule.SelfDealing,
            posting,
            [new EvidenceItem(decision.State.PostingSequence, posting.SignedAmount)],
            Reason.Of(decision, owner ? "D1_OWNER" : "D1_RELATED").Text("teller", posting.Teller!).Money("amount", posting.Amount));
    }
}
