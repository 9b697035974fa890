using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Grain;
using Monitoring.Domain.Ledger;

namespace Monitoring.Domain.Detection;

/// <summary>
/// M1: in a short window repeated large credits and repeated large debits of about the same total, or one in and one out within a day when
/// the money returns to the party it came from.
/// </summary>
internal static class RoundTripRule
{
    public static void Look(Decision decision, Posted posted, in RecentPostings recent)
    {
        var parameters = decision.Parameters.RapidRoundTrip;
        var from = decision.State.HighWater - (parameters.WindowDays * TimeSpan.TicksPerDay);
        var evidence = new List<EvidenceItem>();
        Int128 credits = 0, debits = 0;
        int creditCount = 0, debitCount = 0;
        for (var i = 0; i < recent.Count; i++)
        {
            ref readonly var movement = ref recent[i];
            if (!movement.IsLarge || movement.At < from) continue;
            evidence.Add(new EvidenceItem(movement.Sequence, movement.Amount));
            if (movement.Amount > 0)
            {
                credits += movement.Amount;
                creditCount++;
            }
            else
            {
                debits -= movement.Amount;
                debitCount++;
            }
        }

        if (creditCount < parameters.CountMin || debitCount < parameters.CountMin || !AreAlike(credits, debits, parameters))
        {
            LookForReturn(decision, posted, recent);
            return;
        }

        AlertDesk.Fire(
            decision,
            AlertRule.RapidRoundTrip,
            posted.Posting,
            evidence,
            Reason.Of(decision, "M1_TOTALS")
                .Number("credits", creditCount)
                .Money("in", (long)Int128.Min(credits, long.MaxValue))
                .Number("debits", debitCount)
                .Money("out", (long)Int128.Min(debits, long.MaxValue))
                .Number("days", parameters.WindowDays));
    }

    /// <summary>Whether two totals lie within the allowed gap of each other.</summary>
    internal static bool AreAlike(Int128 a, Int128 b, RapidRoundTripParameters parameters) =>
        Int128.Abs(a - b) * 100 <= Int128.Max(a, b) * parameters.GapPercentMax;

    private static void LookForReturn(Decision decision, Posted posted, in RecentPostings recent)
    {
        var parameters = decision.Parameters.RapidRoundTrip;
        var party = PartyHash.Of(posted.Posting);
        if (posted.Posting.SignedAmount > 0 || party == 0) return;
        var from = decision.State.HighWater - (parameters.ReturnHours * TimeSpan.TicksPerHour);
        for (var i = recent.Count - 1; i >= 0 && recent[i].At >= from; i--)
        {
            ref readonly var came = ref recent[i];
            if (!came.IsLarge || came.Amount < 0 || came.Party != party) continue;
            if (!AreAlike(came.Amount, posted.Posting.Amount, parameters)) continue;
            AlertDesk.Fire(
                decision,
                AlertRule.RapidRoundTrip,
                posted.Posting,
                [new EvidenceItem(came.Sequence, came.Amount), new EvidenceItem(decision.State.PostingSequence, posted.Posting.SignedAmount)],
                Reason.Of(decision, "M1_RETURNED")
                    .Money("in", came.Amount)
                    .Money("out", posted.Posting.Amount)
                    .Text("party", posted.Posting.Counterparty ?? posted.Posting.CounterpartyName!)
                    .Number("hours", (decision.State.HighWater - came.At) / TimeSpan.TicksPerHour));
            return;
        }
    }
}
