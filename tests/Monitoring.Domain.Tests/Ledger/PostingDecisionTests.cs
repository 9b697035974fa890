using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using Monitoring.Domain.Tests.Support;

namespace Monitoring.Domain.Tests.Ledger;

public sealed class PostingDecisionTests
{
    [Fact]
    public void A_posting_to_an_id_not_seen_before_opens_a_personal_account_at_its_branch()
    {
        var books = new Books();
        books.Post(Make.Debit("p1", 300, Make.At(0), posting => posting with { Branch = "B7", BalanceAfter = 700 }));

        Assert.Equal(AccountKind.PersonalSavings, books.State.Account!.Kind);
        Assert.Equal(("B7", 1_000L, 700L), (books.State.Branch, books.State.OpeningBalance, books.State.Balance));
        Assert.Equal((OpenedBy.Unknown, null), (books.State.Account.OpenedBy, books.State.Account.OpenedAt));
        Assert.True(books.State.Provisional);
    }

    [Fact]
    public void Without_a_branch_it_is_opened_at_none()
    {
        var books = new Books();
        books.Post(Make.Credit("p1", 300, Make.At(0)));

        Assert.Equal((LedgerRules.UnassignedBranch, 0L), (books.State.Branch, books.State.OpeningBalance));
    }

    [Fact]
    public void Unknown_accounts_are_rejected_when_the_bank_wishes_so()
    {
        var books = new Books { Rules = new LedgerRules(new DetectionParameters(), Books.Shanghai, OpenUnknownAccounts: false) };

        Rejects(books, Make.Credit("p1", 300, Make.At(0)), FeedCodes.UnknownAccount, "account");
        Assert.False(books.State.Exists);
    }

    [Fact]
    public void The_same_posting_again_counts_once_and_is_answered_with_what_is_committed()
    {
        var books = Opened();
        books.Post(Make.Credit("p1", 300, Make.At(0)));
        books.Post(Make.Credit("p2", 50, Make.At(1)));
        var again = books.Post(Make.Credit("p1", 300, Make.At(0), posting => posting with { Narrative = "again", CounterpartyName = "else" }));

        Assert.Equal(new PostingOutcome(PostingVerdict.Duplicate, books.State.PostingSequence, 1_350), again);
        Assert.Equal(2, books.State.PostingCount);
    }

    [Fact]
    public void The_same_id_with_other_content_is_a_conflict()
    {
        var books = Opened();
        books.Post(Make.Credit("p1", 300, Make.At(0)));

        Rejects(books, Make.Credit("p1", 301, Make.At(0)), FeedCodes.PostingConflict, "postingId");
    }

    [Fact]
    public void Another_currency_than_the_accounts_is_rejected() =>
        Rejects(Opened(), Make.Credit("p1", 300, Make.At(0), posting => posting with { Currency = "USD" }), FeedCodes.CurrencyMismatch, "currency");

    [Theory]
    [InlineData("unknown", Direction.Debit, 300, FeedCodes.ReversalTargetUnknown, "reversalOf")]
    [InlineData("p1", Direction.Debit, 299, FeedCodes.ReversalMismatch, "amount")]
    [InlineData("p1", Direction.Credit, 300, FeedCodes.ReversalMismatch, "direction")]
    [InlineData("done", Direction.Debit, 300, FeedCodes.AlreadyReversed, "reversalOf")]
    [InlineData("r1", Direction.Credit, 300, FeedCodes.ReversalMismatch, "reversalOf")]
    public void A_reversal_must_fit_its_target(string target, Direction direction, long amount, string code, string field)
    {
        var books = Opened();
        books.Post(Make.Credit("p1", 300, Make.At(0)));
        books.Post(Make.Credit("done", 300, Make.At(0)));
        books.Post(Make.Debit("r1", 300, Make.At(1), posting => posting with { ReversalOf = "done" }));

        Rejects(books, Make.Posting("r2", direction, amount, Make.At(2), posting => posting with { ReversalOf = target }), code, field);
    }

    [Fact]
    public void A_target_in_another_account_is_a_mismatch_of_the_account()
    {
        var decision = new Decision(new LedgerState(), new Books().Rules, Make.At(5));
        var outcome = PostingDecision.Post(
            decision, Make.Debit("r1", 300, Make.At(0), posting => posting with { ReversalOf = "p1" }), new PostingFacts(TargetElsewhere: true));

        Assert.Equal((FeedCodes.ReversalMismatch, "account"), (outcome.Code, outcome.Field));
        Assert.Empty(decision.Events);
    }

    [Fact]
    public void A_reversal_books_on_its_own_day_and_takes_the_target_out_of_the_flows_of_the_month()
    {
        var books = Opened();
        books.Post(Make.Credit("p1", 300, Make.At(0)));
        books.Post(Make.Credit("p2", 40, Make.At(1)));
        books.Post(Make.Debit("r1", 300, Make.At(2), posting => posting with { ReversalOf = "p1" }));

        Assert.Equal(default, books.State.Days.DayFlows);
        Assert.Equal(new FlowTotals(0, 40, 0, 1), books.State.Days.MonthFlows);
        Assert.Equal(1_040, books.State.Balance);
        Assert.Equal(Make.At(2).UtcTicks, books.State.HighWater);
        Assert.Equal(Make.At(1).UtcTicks, books.State.LastCustomerMovement);
    }

    [Fact]
    public void A_reversal_in_a_later_month_leaves_both_months_flows_alone()
    {
        var books = Opened();
        books.Post(Make.Credit("p1", 300, Make.At(0)));
        books.Post(Make.Credit("p2", 40, Make.At(40)));
        books.Post(Make.Debit("r1", 300, Make.At(41), posting => posting with { ReversalOf = "p1" }));

        Assert.Equal(new FlowTotals(0, 40, 0, 1), books.State.Days.MonthFlows);
    }

    [Fact]
    public void A_reversed_fee_takes_nothing_from_the_habit_of_the_customer()
    {
        var books = Opened();
        books.Post(Make.Debit("own", 300, Make.At(0)));
        books.Post(Make.Debit("fee", 300, Make.At(1), posting => posting with { Channel = Channel.Fee }));
        books.Post(Make.Credit("r1", 300, Make.At(2), posting => posting with { ReversalOf = "fee" }));

        Assert.Equal(1, books.State.Detection.Amounts.Postings);
    }

    [Fact]
    public void A_posting_booked_before_the_latest_is_late_and_names_the_late_one_before_it()
    {
        var books = Opened();
        books.Post(Make.Credit("p1", 300, Make.At(5)));
        books.Post(Make.Credit("l1", 300, Make.At(4)));
        var first = books.State.LastLate;
        books.Post(Make.Credit("p2", 300, Make.At(5)));
        books.Post(Make.Credit("l2", 300, Make.At(3)));
        var posted = books.Events.OfType<Posted>().ToArray();

        Assert.Equal([false, true, false, true], posted.Select(each => each.Late));
        Assert.Equal([0, 0, 0, first], posted.Select(each => each.PreviousLate));
        Assert.Equal(Make.At(5).UtcTicks, books.State.HighWater);
    }

    [Theory]
    [InlineData(long.MaxValue - 10, Direction.Credit, 10, true)]
    [InlineData(long.MaxValue - 10, Direction.Credit, 11, false)]
    [InlineData(-long.MaxValue + 10, Direction.Debit, 10, true)]
    [InlineData(-long.MaxValue + 10, Direction.Debit, 11, false)]
    [InlineData(-1, Direction.Debit, long.MaxValue, false)]
    [InlineData(0, Direction.Debit, long.MaxValue, true)]
    [InlineData(0, Direction.Credit, long.MaxValue, true)]
    [InlineData(1, Direction.Credit, long.MaxValue, false)]
    public void A_balance_has_room_for_all_but_the_smallest_number_of_64_bits(long opening, Direction direction, long amount, bool fits)
    {
        var books = Opened(opening);
        var outcome = books.Post(Make.Posting("p1", direction, amount, Make.At(0)));

        Assert.Equal(fits ? null : FeedCodes.Overflow, outcome.Code);
        Assert.Equal(fits ? opening + (direction == Direction.Credit ? amount : -amount) : opening, books.State.Balance);
    }

    [Fact]
    public void A_months_total_that_would_not_fit_is_rejected_and_a_reversal_in_that_month_is_not()
    {
        var books = Opened(-long.MaxValue);
        books.Post(Make.Credit("p1", long.MaxValue, Make.At(0)));
        Rejects(books, Make.Credit("p2", 1, Make.At(0.1)), FeedCodes.Overflow, "amount");
        books.Post(Make.Debit("p3", 5, Make.At(0.2)));

        Assert.Equal(PostingVerdict.Accepted, books.Post(Make.Credit("r3", 5, Make.At(0.3), posting => posting with { ReversalOf = "p3" })).Verdict);
        Assert.Equal(PostingVerdict.Accepted, books.Post(Make.Credit("p4", 1, Make.At(40))).Verdict);
    }

    [Theory]
    [InlineData(long.MinValue, Direction.Debit, 1)]
    [InlineData(long.MinValue, Direction.Credit, 1)]
    [InlineData(long.MaxValue, Direction.Debit, 1)]
    [InlineData(-long.MaxValue, Direction.Credit, 1)]
    public void An_account_is_not_opened_by_a_balance_that_cannot_be(long balanceAfter, Direction direction, long amount)
    {
        var books = new Books();

        Rejects(books, Make.Posting("p1", direction, amount, Make.At(0), posting => posting with { BalanceAfter = balanceAfter }), FeedCodes.Overflow, "amount");
        Assert.False(books.State.Exists);
    }

    [Theory]
    [InlineData(long.MinValue, long.MaxValue)]
    [InlineData(long.MaxValue, -long.MaxValue)]
    public void A_reported_balance_however_far_away_is_a_break_and_no_accident(long reported, long difference)
    {
        var books = Opened(reported < 0 ? long.MaxValue - 5 : -long.MaxValue);
        books.Post(Make.Credit("p1", 1, Make.At(0), posting => posting with { BalanceAfter = reported }));

        Assert.Equal(difference, books.State.Detection.BalanceDifference);
        Assert.Equal(Monitoring.Contracts.Alert.AlertRule.BalanceBreak, Assert.Single(books.Alerts, alert => alert.EvidenceCount == 1 && alert.Severity >= Monitoring.Contracts.Alert.Severity.High).Rule);
    }

    [Fact]
    public void A_rejected_posting_leaves_the_state_as_it_was()
    {
        var books = Opened();
        books.Post(Make.Credit("p1", 300, Make.At(0)));
        var before = LedgerStateCodec.Encode(books.State);
        books.Post(Make.Credit("p1", 301, Make.At(40)));
        books.Post(Make.Credit("p2", 301, Make.At(40), posting => posting with { Currency = "USD" }));
        books.Post(Make.Debit("p3", 301, Make.At(40), posting => posting with { ReversalOf = "p1" }));

        Assert.Equal(before, LedgerStateCodec.Encode(books.State));
    }

    private static void Rejects(Books books, Posting posting, string code, string field)
    {
        var events = books.Events.Count;
        var outcome = books.Post(posting);

        Assert.Equal((PostingVerdict.Rejected, code, field), (outcome.Verdict, outcome.Code, outcome.Field));
        Assert.False(string.IsNullOrWhiteSpace(outcome.Message));
        Assert.Equal(events, books.Events.Count);
    }

    private static Books Opened(long opening = 1_000)
    {
        var books = new Books();
        books.Declare(Make.Declared() with { OpeningBalance = opening });
        return books;
    }
}
