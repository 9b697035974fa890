using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Domain.Ledger;
using Monitoring.Domain.Model;

namespace Monitoring.Domain.Detection;

/// <summary>Lets every rule of postings look at one that was just folded. The order is the order in which alerts are raised.</summary>
public static class Detector
{
    /// <summary>Raises or grows alerts for a posting.</summary>
    public static void Look(Decision decision, Posted posted, in PostingContext before)
    {
        BalanceRules.Break(decision, posted, before);
        BalanceRules.Overdrawn(decision, posted, before);
        if (decision.State.Account is null || posted.Reversed is not null) return;
        SelfDealingRule.Look(decision, posted);
        if (!decision.State.IsCustomerAccount || !posted.Posting.IsCustomerInitiated) return;
        LookAtMoney(decision, posted, before);
        ModelRule.Look(decision, posted);
    }

    private static void LookAtMoney(Decision decision, Posted posted, in PostingContext before)
    {
        if (before.AboveLimit)
        {
            DormantRule.Look(decision, posted, before);
            SelfOpenedRule.Look(decision, posted);
        }

        if (before.IsLarge) UnrelatedCounterpartyRule.Look(decision, posted, before);
        ref readonly var recent = ref decision.State.Detection.Recent;
        if ((before.Marks & PostingMarks.Habit) != 0 || recent.LargeCount == 0) return;
        if (before.IsLarge) RoundTripRule.Look(decision, posted, recent);
        PiecemealRules.LumpInPiecemealOut(decision, posted, recent);
        PiecemealRules.PiecemealInLumpOut(decision, posted, recent, before.IsLarge);
    }

    /// <summary>Event time of a posting: its booking, or the high-water mark when it is late.</summary>
    internal static DateTimeOffset EventTime(Decision decision, Posting posting)
    {
        var ticks = Math.Max(posting.BookedAt.UtcTicks, decision.State.HighWater);
        return new DateTimeOffset(ticks, TimeSpan.Zero).ToOffset(posting.BookedAt.Offset);
    }
}
