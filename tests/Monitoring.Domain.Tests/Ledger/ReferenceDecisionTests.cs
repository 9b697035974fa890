using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Domain.Tests.Support;

namespace Monitoring.Domain.Tests.Ledger;

public sealed class ReferenceDecisionTests
{
    private static readonly SettlementReference Payable =
        new() { Id = Make.Account, Branch = "B001", Kind = SettlementKind.CardClearingPayable, Currency = "CNY", OpeningBalance = 5 };

    [Fact]
    public void A_record_sent_again_changes_nothing()
    {
        var books = new Books();
        var record = Make.Declared() with { OpeningBalance = 7, DeclaredCounterparties = ["X"], RelatedStaff = ["T1"] };

        Assert.True(books.Declare(record).Changed);
        Assert.Equal(default, books.Declare(record with { DeclaredCounterparties = ["X"] }));
        Assert.Single(books.Events);
    }

    [Fact]
    public void What_a_record_leaves_out_stays_as_it_was()
    {
        var books = new Books();
        books.Declare(Make.Declared() with
        {
            OpenedAt = Make.At(0),
            OpenedBy = OpenedBy.WalkIn,
            OpeningBalance = 7,
            Customer = "C",
            DeclaredCounterparties = ["X"],
            OwnerStaff = "T",
            RelatedStaff = ["U"],
        });
        books.Declare(Make.Declared() with { Branch = "B002" });
        var account = books.State.Account!;

        Assert.Equal(("B002", Make.At(0), OpenedBy.WalkIn, 7L), (account.Branch, account.OpenedAt, account.OpenedBy, account.OpeningBalance));
        Assert.Equal(("C", "T"), (account.Customer, account.OwnerStaff));
        Assert.Equal(["X"], account.DeclaredCounterparties);
        Assert.Equal(["U"], account.RelatedStaff);
    }

    [Fact]
    public void A_list_that_is_sent_empty_empties_it()
    {
        var books = new Books();
        books.Declare(Make.Declared() with { DeclaredCounterparties = ["X"] });

        Assert.True(books.Declare(Make.Declared() with { DeclaredCounterparties = [] }).Changed);
        Assert.Empty(books.State.Account!.DeclaredCounterparties!);
    }

    [Fact]
    public void The_opening_balance_may_change_until_the_first_posting()
    {
        var books = new Books();
        books.Declare(Make.Declared() with { OpeningBalance = 7 });
        books.Declare(Make.Declared() with { OpeningBalance = 9 });
        Assert.Equal(9, books.State.Balance);
        books.Post(Make.Credit("p1", 1, Make.At(0)));

        Assert.Equal(default, books.Declare(Make.Declared() with { OpeningBalance = 9 }));
        Assert.Equal(FeedCodes.OpeningBalanceConflict, books.Declare(Make.Declared() with { OpeningBalance = 8 }).Code);
        Assert.Equal(10, books.State.Balance);
    }

    [Fact]
    public void Kind_and_currency_are_fixed()
    {
        var books = new Books();
        books.Declare(Make.Declared());

        Assert.Equal((FeedCodes.KindConflict, "kind"), Refused(books.Declare(Make.Declared(AccountKind.Loan))));
        Assert.Equal((FeedCodes.CurrencyConflict, "currency"), Refused(books.Declare(Make.Declared() with { Currency = "USD" })));
        Assert.Equal((FeedCodes.KindConflict, "kind"), Refused(books.Declare(Payable)));
    }

    [Fact]
    public void An_account_opened_by_its_first_posting_takes_the_kind_that_is_declared_later_and_keeps_its_balance()
    {
        var books = new Books();
        books.Post(Make.Credit("p1", 5, Make.At(0), posting => posting with { BalanceAfter = 105 }));

        Assert.Equal(FeedCodes.OpeningBalanceConflict, books.Declare(Make.Declared(AccountKind.CorporateCurrent) with { OpeningBalance = 0 }).Code);
        Assert.True(books.Declare(Make.Declared(AccountKind.CorporateCurrent) with { OpeningBalance = 100 }).Changed);
        Assert.Equal((AccountKind.CorporateCurrent, 105L, false), (books.State.Account!.Kind, books.State.Balance, books.State.Provisional));
        Assert.Equal(FeedCodes.KindConflict, books.Declare(Make.Declared()).Code);
    }

    [Fact]
    public void A_settlement_account_is_declared_once_and_moves_between_branches()
    {
        var books = new Books();
        Assert.True(books.Declare(Payable).Changed);
        Assert.Equal(default, books.Declare(Payable with { OpeningBalance = null }));
        Assert.True(books.Declare(Payable with { Branch = "B002" }).Changed);

        Assert.Equal(("B002", 5L), (books.State.Branch, books.State.Balance));
        Assert.Equal((FeedCodes.KindConflict, "kind"), Refused(books.Declare(Payable with { Kind = SettlementKind.Nostro })));
        Assert.Equal((FeedCodes.CurrencyConflict, "currency"), Refused(books.Declare(Payable with { Currency = "USD" })));
        Assert.Equal((FeedCodes.KindConflict, "kind"), Refused(books.Declare(Make.Declared())));
    }

    [Fact]
    public void An_opening_balance_without_an_absolute_value_is_refused()
    {
        Assert.Equal((FeedCodes.Overflow, "openingBalance"), Refused(new Books().Declare(Make.Declared() with { OpeningBalance = long.MinValue })));
        Assert.Equal((FeedCodes.Overflow, "openingBalance"), Refused(new Books().Declare(Payable with { OpeningBalance = long.MinValue })));
    }

    private static (string?, string?) Refused(ReferenceOutcome outcome)
    {
        Assert.True(outcome.IsRejected);
        return (outcome.Code, outcome.Field);
    }
}
