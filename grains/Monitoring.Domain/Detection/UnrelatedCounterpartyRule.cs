using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Grain;
using Monitoring.Domain.Ledger;

namespace Monitoring.Domain.Detection;

/// <summary>S3: a large transfer with a party the account has no business with: not seen for long and not declared.</summary>
internal static class UnrelatedCounterpartyRule
{
    public static void Look(Decision decision, Posted posted, in PostingContext before)
    {
        var (posting, parameters) = (posted.Posting, decision.Parameters.UnrelatedCounterparty);
        if (before.Party == 0 || before.FirstPosting == 0) return;
        var at = Detector.EventTime(decision, posting).UtcTicks;
        if (at - before.FirstPosting < parameters.HistoryDays * TimeSpan.TicksPerDay) return;
        if (before.PartyLastSeen != 0 && at - before.PartyLastSeen <= parameters.SeenDays * TimeSpan.TicksPerDay) return;
        if (IsDeclared(decision, before.Party)) return;
        AlertDesk.Fire(
            decision,
            AlertRule.UnrelatedCounterparty,
            posting,
            [new EvidenceItem(decision.State.PostingSequence, posting.SignedAmount)],
            Reason.Of(decision, before.PartyLastSeen == 0 ? "S3_NEVER_SEEN" : "S3_NOT_SEEN")
                .Text("party", posting.Counterparty ?? posting.CounterpartyName!)
                .Money("amount", posting.Amount)
                .Number("days", parameters.SeenDays));
    }

    private static bool IsDeclared(Decision decision, long party)
    {
        foreach (var declared in decision.State.Account!.DeclaredCounterparties ?? [])
        {
            if (PartyHash.OfId(declared) == party) return true;
        }

        return false;
    }
}
