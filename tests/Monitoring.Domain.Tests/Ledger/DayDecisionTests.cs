using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Tests.Support;

namespace Monitoring.Domain.Tests.Ledger;

public sealed class DayDecisionTests
{
    private static readonly DateOnly March1 = new(2026, 3, 1);

    [Theory]
    [InlineData(AccountKind.PersonalSavings, 0)]
    [InlineData(AccountKind.CorporateCurrent, 1)]
    public void The_first_posting_of_a_later_day_closes_the_day_before_it_and_records_it_where_rules_of_the_calendar_look(
        AccountKind kind, int recorded)
    {
        var books = Opened(kind);
        books.Post(Make.Credit("p2", 5, Make.At(3)));

        Assert.Equal(recorded, Closed(books).Count());
        Assert.Equal(March1, books.State.LastClosed);
        Assert.Equal(March1.AddDays(3), books.State.Days.OpenDay);
    }

    [Fact]
    public void A_day_is_closed_once_however_often_it_is_said()
    {
        var books = Opened(AccountKind.PersonalSavings);
        books.CloseDay(March1);
        books.CloseDay(March1);
        books.CloseDay(March1.AddDays(1));
        books.Post(Make.Credit("p2", 5, Make.At(3)));

        Assert.Equal([March1], Closed(books));
    }

    [Fact]
    public void A_day_that_is_not_over_stays_open()
    {
        var books = Opened(AccountKind.PersonalSavings);
        books.CloseDay(March1.AddDays(-1));

        Assert.Empty(Closed(books));
        Assert.Equal(March1, books.State.Days.OpenDay);
    }

    [Fact]
    public void A_posting_on_a_closed_day_opens_it_and_it_is_closed_again()
    {
        var books = Opened(AccountKind.PersonalSavings);
        books.CloseDay(March1);
        books.Post(Make.Credit("p2", 5, Make.At(0.1)));
        books.CloseDay(March1);

        Assert.Equal([March1, March1], Closed(books));
        Assert.Equal(1_010, Assert.Single(books.State.Detection.DayEnds).Balance);
    }

    [Fact]
    public void A_companys_month_is_closed_with_its_last_day_or_by_the_next_months_posting()
    {
        var books = Opened(AccountKind.CorporateCurrent);
        books.Post(Make.Credit("p2", 5, Make.At(70)));

        Assert.Equal([March1, new DateOnly(2026, 3, 31)], Closed(books));
    }

    [Fact]
    public void A_companys_months_are_closed_by_the_clock_one_by_one()
    {
        var books = Opened(AccountKind.CorporateCurrent);
        books.CloseDay(March1);
        books.CloseDay(new DateOnly(2026, 3, 31));
        books.CloseDay(new DateOnly(2026, 3, 31));
        books.CloseDay(new DateOnly(2026, 4, 30));

        Assert.Equal([March1, new DateOnly(2026, 3, 31), new DateOnly(2026, 4, 30)], Closed(books));
    }

    [Fact]
    public void An_end_of_input_in_a_later_month_closes_the_month_of_the_last_posting()
    {
        var books = Opened(AccountKind.CorporateCurrent);
        books.CloseDay(new DateOnly(2026, 4, 3));

        Assert.Equal([March1, new DateOnly(2026, 3, 31)], Closed(books));
    }

    [Fact]
    public void A_day_of_an_account_that_does_not_exist_is_not_closed()
    {
        var books = new Books();
        books.CloseDay(March1);

        Assert.Empty(books.Events);
    }

    private static Books Opened(AccountKind kind)
    {
        var books = new Books();
        books.Declare(Make.Declared(kind) with { OpeningBalance = 1_000 });
        books.Post(Make.Credit("p1", 5, Make.At(0)));
        return books;
    }

    private static DateOnly[] Closed(Books books) => [.. books.Events.OfType<DayClosed>().Select(closed => closed.Date)];
}
