using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Domain.Detection;

namespace Monitoring.Domain.Ledger;

/// <summary>Decides on postings: opens the account when need be, applies the posting, closes days that passed, and lets the rules look at it.</summary>
public static class PostingDecision
{
    /// <summary>Decides on one posting of the account.</summary>
    public static PostingOutcome Post(Decision decision, Posting posting, in PostingFacts facts)
    {
        var state = decision.State;
        if (facts.Known == PostingKnowledge.Same) return new PostingOutcome(PostingVerdict.Duplicate, state.PostingSequence, state.Balance);
        if (Refuse(decision, posting, facts) is { } refused) return refused;
        if (!state.Exists) decision.Record(new AccountOpened(OpenedBy(posting), ByPosting: true));

        DayDecision.Pass(decision, posting.BusinessDate);
        var before = new PostingContext(decision, posting, facts);
        var late = posting.BookedAt.UtcTicks < state.HighWater;
        var target = facts.Target;
        var posted = new Posted(
            posting,
            state.Balance + posting.SignedAmount,
            late,
            target is null ? null : new ReversedPosting(target.Sequence, target.Posting.BusinessDate),
            late ? state.LastLate : 0,
            before.Marks);
        decision.Record(posted, before.Party);
        if (target is not null) AlertDesk.ExplainByReversal(decision, target.Sequence);
        Detector.Look(decision, posted, before);
        return new PostingOutcome(PostingVerdict.Accepted, state.PostingSequence, state.Balance);
    }

    private static PostingOutcome? Refuse(Decision decision, Posting posting, in PostingFacts facts)
    {
        var state = decision.State;
        if (facts.Known == PostingKnowledge.Different)
        {
            return Rejected(state, FeedCodes.PostingConflict, "postingId", "This posting id was received before with other content.");
        }

        if (!state.Exists && !decision.Rules.OpenUnknownAccounts)
        {
            return Rejected(state, FeedCodes.UnknownAccount, "account", "The account is not declared.");
        }

        if (state.Exists && state.Currency != posting.Currency)
        {
            return Rejected(state, FeedCodes.CurrencyMismatch, "currency", $"The account is kept in {state.Currency}.");
        }

        if (posting.ReversalOf is not null && RefuseReversal(state, posting, facts) is { } refused) return refused;
        return HasRoom(state, posting)
            ? null
            : Rejected(state, FeedCodes.Overflow, "amount", "The balance or the month's total would not fit in 64 bits.");
    }

    private static PostingOutcome? RefuseReversal(LedgerState state, Posting posting, in PostingFacts facts)
    {
        if (facts.TargetElsewhere) return Rejected(state, FeedCodes.ReversalMismatch, "account", "The target was posted to another account.");
        if (facts.TargetArchived)
        {
            return Rejected(
                state, FeedCodes.ReversalTargetArchived, "reversalOf", "The target lies in an archived part of the journal; attach that first.");
        }

        if (facts.Target is not { } target)
        {
            return Rejected(state, FeedCodes.ReversalTargetUnknown, "reversalOf", "The target is not known.");
        }

        if (target.Posting.ReversalOf is not null)
        {
            return Rejected(state, FeedCodes.ReversalMismatch, "reversalOf", "The target is a reversal itself.");
        }

        if (target.Posting.Amount != posting.Amount)
        {
            return Rejected(state, FeedCodes.ReversalMismatch, "amount", "The amount differs from the target's.");
        }

        if (target.Posting.Direction == posting.Direction)
        {
            return Rejected(state, FeedCodes.ReversalMismatch, "direction", "The direction must be opposite to the target's.");
        }

        return target.Reversed ? Rejected(state, FeedCodes.AlreadyReversed, "reversalOf", "The target is reversed already.") : null;
    }

    private static bool HasRoom(LedgerState state, Posting posting)
    {
        if (!state.Exists) return posting.BalanceAfter is not { } after || (Fits(after) && Fits((Int128)after - posting.SignedAmount));
        if (!HasSum(state.Balance, posting.SignedAmount)) return false;
        // A reversal adds no flow, it takes its target's out.
        return posting.ReversalOf is not null || state.Days.HasRoomFor(posting.BusinessDate, posting.SignedAmount);
    }

    // The smallest 64-bit number is left out because it has no absolute value.
    private static bool Fits(Int128 balance) => balance > long.MinValue && balance <= long.MaxValue;

    /// <summary>Whether a balance after a movement fits, asked for every posting: without 128 bits.</summary>
    private static bool HasSum(long balance, long signed)
    {
        var sum = unchecked(balance + signed);
        // It wrapped when both have a sign that the result has not.
        return ((balance ^ sum) & (signed ^ sum)) >= 0 && sum != long.MinValue;
    }

    private static AccountReference OpenedBy(Posting posting) => new()
    {
        Id = posting.Account,
        Branch = posting.Branch ?? LedgerRules.UnassignedBranch,
        Kind = AccountKind.PersonalSavings,
        Currency = posting.Currency,
        OpeningBalance = posting.BalanceAfter is { } after ? after - posting.SignedAmount : 0,
    };

    private static PostingOutcome Rejected(LedgerState state, string code, string field, string message) =>
        new(PostingVerdict.Rejected, state.PostingSequence, state.Balance, code, field, message);
}
