using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Ledger;

namespace Monitoring.Domain.Detection;

/// <summary>What the account was like just before a posting: rules compare the posting with it.</summary>
public readonly struct PostingContext
{
    /// <summary>From which percent of the limit an amount lies just beneath it; what is kept beneath a limit on purpose is kept close.</summary>
    private const int BeneathPercent = 80;

    /// <summary>Reads it off the state; call before the posting is folded.</summary>
    public PostingContext(Decision decision, Posting posting, in PostingFacts facts)
    {
        var state = decision.State;
        Balance = state.Balance;
        PostingCount = state.PostingCount;
        LastCustomerMovement = state.LastCustomerMovement;
        FirstPosting = state.FirstPosting;
        BalanceDifference = state.Detection.BalanceDifference;
        PartyLastSeen = facts.PartyLastSeen;
        if (facts.Target is { Posting.IsCustomerInitiated: false }) Marks = PostingMarks.BankBookingReversed;
        if (!state.IsCustomerAccount || !posting.IsCustomerInitiated) return;
        var limit = decision.Parameters.Large.LimitOf(state.Account!.Kind, posting.Currency);
        AboveLimit = posting.Amount >= limit;
        Party = PartyHash.Of(posting);
        var month = LedgerState.MonthNumber(posting.BusinessDate);
        var (lastSeen, months) = Party == 0 ? default : state.Detection.Parties.Look(Party, posting.Direction == Direction.Credit, month);
        PartyLastSeen = Math.Max(PartyLastSeen, lastSeen);
        Marks = MarksOf(decision, posting, month, months);
        if (!AboveLimit && posting.Amount >= BeneathFrom(limit)) Marks |= PostingMarks.BeneathLimit;
    }

    /// <summary>Balance before it, minor units.</summary>
    public long Balance { get; }

    /// <summary>Number of postings before it.</summary>
    public long PostingCount { get; }

    /// <summary>Latest customer-initiated booking before it, UTC ticks; 0 for none.</summary>
    public long LastCustomerMovement { get; }

    /// <summary>First booking, UTC ticks; 0 when this is the first.</summary>
    public long FirstPosting { get; }

    /// <summary>Our balance less the source's before it, minor units.</summary>
    public long BalanceDifference { get; }

    /// <summary>The other party of a customer's movement; 0 for none.</summary>
    public long Party { get; }

    /// <summary>Latest booking with the party before it, UTC ticks; 0 for none.</summary>
    public long PartyLastSeen { get; }

    /// <summary>Whether it reaches the absolute limit.</summary>
    public bool AboveLimit { get; }

    /// <summary>What it is for the windows.</summary>
    public PostingMarks Marks { get; }

    /// <summary>Whether it is large: above the limit and above the account's habit.</summary>
    public bool IsLarge => (Marks & PostingMarks.Large) != 0;

    /// <summary>
    /// Whether the store must be asked when a posting's party was last seen: a large one whose party is not held in memory. A superset is
    /// asked for, since the habit is known only when deciding.
    /// </summary>
    public static bool AsksForParty(LedgerState state, LedgerRules rules, Posting posting)
    {
        if (!state.IsCustomerAccount || !posting.IsCustomerInitiated) return false;
        if (posting.Amount < rules.Parameters.Large.LimitOf(state.Account!.Kind, posting.Currency)) return false;
        var party = PartyHash.Of(posting);
        return party != 0 && state.Detection.Parties.Count == PartyMemory.Capacity && state.Detection.Parties.LastSeen(party) == 0;
    }

    /// <summary>The amount from which one lies just beneath the limit but for fractions, without leaving 64 bits.</summary>
    private static long BeneathFrom(long limit) => (limit / 100 * BeneathPercent) + (limit % 100 * BeneathPercent / 100);

    private PostingMarks MarksOf(Decision decision, Posting posting, int month, int partyMonths)
    {
        var marks = PostingMarks.None;
        if (AboveLimit && IsAboveHabit(decision, posting, month)) marks |= PostingMarks.Large;
        if (partyMonths >= decision.Parameters.Habit.MonthsMin) marks |= PostingMarks.Habit;
        if (AboveLimit && SelfOpenedRule.Counts(decision, posting)) marks |= PostingMarks.OpeningLarge;
        return marks;
    }

    private static bool IsAboveHabit(Decision decision, Posting posting, int month)
    {
        var large = decision.Parameters.Large;
        ref readonly var detection = ref decision.State.Detection;
        var from = Detector.EventTime(decision, posting).UtcTicks - (RecentPostings.DaysMax * TimeSpan.TicksPerDay);
        var (postings, usual) = detection.Amounts.Before(month, detection.Recent, from);
        return postings < large.HabitPostingsMin || posting.Amount >= (Int128)usual * large.HabitFactor;
    }
}
