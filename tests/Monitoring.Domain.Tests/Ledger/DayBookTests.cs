using FsCheck;
using FsCheck.Fluent;
using Monitoring.Contracts.Grain;
using Monitoring.Domain.Ledger;
using Monitoring.Domain.Tests.Support;

namespace Monitoring.Domain.Tests.Ledger;

public sealed class DayBookTests
{
    private const long Opening = 1_001;

    private static readonly DateOnly First = new(2026, 1, 10);

    private static readonly Gen<(int Days, int Amount, bool Reverses)[]> Steps =
        (from days in Gen.Frequency((6, Gen.Choose(0, 3)), (2, Gen.Choose(-20, -1)), (1, Gen.Choose(20, 75)))
         from amount in Gen.Choose(-5_000, 5_000).Where(amount => amount != 0)
         from reverses in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
         select (days, amount, reverses)).ArrayOf();

    [Theory]
    [InlineData(null)]
    [InlineData("2026-01-04")]
    [InlineData("2025-12-20")]
    [InlineData("2024-05-01")]
    public void Flows_and_averages_are_those_counted_day_by_day(string? opened)
    {
        var openedOn = opened is null ? (DateOnly?)null : DateOnly.ParseExact(opened, "yyyy-MM-dd");
        Holds.For(Steps, steps => AgreesWithModel(steps, openedOn));
    }

    [Fact]
    public void An_average_is_rounded_half_to_even()
    {
        Assert.Equal(2, AverageOfTwoDays(1, 4)); // 2.5
        Assert.Equal(4, AverageOfTwoDays(3, 4)); // 3.5
        Assert.Equal(-2, AverageOfTwoDays(-1, -4)); // -2.5
        Assert.Equal(0, AverageOfTwoDays(0, 1)); // 0.5
        Assert.Equal(0, AverageOfTwoDays(0, -1)); // -0.5
    }

    [Fact]
    public void Before_the_first_posting_the_average_is_the_opening_balance()
    {
        var book = new DayBook();
        var (march, through) = (new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 20));

        Assert.Equal(new MonthAverage(march, 11, 700), book.AverageOf(march, through, 700, new DateOnly(2026, 3, 10)));
        Assert.Null(book.AverageOf(march.AddMonths(-1), through, 700, new DateOnly(2026, 3, 10)));
    }

    [Fact]
    public void A_month_without_postings_that_is_over_has_the_balance_it_began_with()
    {
        var book = new DayBook();
        book.Add(First, 500, Opening, null, null);

        Assert.Equal(
            new MonthAverage(new DateOnly(2026, 3, 1), 31, Opening + 500),
            book.AverageOf(new DateOnly(2026, 3, 1), new DateOnly(2026, 5, 2), Opening + 500, null));
    }

    [Fact]
    public void A_month_further_back_than_the_last_is_not_kept()
    {
        var book = new DayBook();
        book.Add(First, 500, 0, null, null);
        book.Add(First.AddMonths(2), 500, 500, null, null);

        Assert.NotNull(book.AverageOf(new DateOnly(2026, 2, 1), First.AddMonths(2), 1_000, null));
        Assert.Null(book.AverageOf(new DateOnly(2026, 1, 1), First.AddMonths(2), 1_000, null));
    }

    [Fact]
    public void A_posting_on_a_closed_day_opens_it_again_and_one_of_an_earlier_day_does_not()
    {
        var book = new DayBook();
        book.Add(First, 500, 0, null, null);
        book.Close();
        book.Add(First.AddDays(-1), 500, 500, null, null);
        Assert.Null(book.OpenDay);
        book.Add(First, 500, 1_000, null, null);

        Assert.Equal(First, book.OpenDay);
    }

    [Fact]
    public void Totals_of_a_month_have_room_up_to_the_last_minor_unit()
    {
        var book = new DayBook();
        book.Add(First, long.MaxValue - 5, 0, null, null);

        Assert.True(book.HasRoomFor(First.AddDays(1), 5));
        Assert.False(book.HasRoomFor(First.AddDays(1), 6));
        Assert.True(book.HasRoomFor(First.AddDays(1), -6));
        Assert.True(book.HasRoomFor(First.AddMonths(1), 6));
    }

    private static long AverageOfTwoDays(long first, long second)
    {
        var book = new DayBook();
        var month = new DateOnly(2026, 3, 1);
        book.Add(month, first, 0, null, null);
        book.Add(month.AddDays(1), second - first, first, null, null);
        return book.AverageOf(month, month.AddDays(1), second, null)!.Value.Balance;
    }

    private static void AgreesWithModel((int Days, int Amount, bool Reverses)[] steps, DateOnly? opened)
    {
        var book = new DayBook();
        var model = new List<(DateOnly Date, long Amount, bool Reversal, bool Reversed)>();
        var (balance, last) = (Opening, First);
        foreach (var step in steps)
        {
            var date = model.Count == 0 ? First : last.AddDays(step.Days);
            if (date > last) last = date;
            var target = step.Reverses ? model.FindLastIndex(posting => !posting.Reversal && !posting.Reversed) : -1;
            var amount = target < 0 ? step.Amount : -model[target].Amount;
            book.Add(date, amount, balance, opened, target < 0 ? null : model[target].Date);
            if (target >= 0) model[target] = model[target] with { Reversed = true };
            model.Add((date, amount, target >= 0, false));
            balance += amount;
            Compare(book, model, balance, opened);
        }
    }

    private static void Compare(
        DayBook book, List<(DateOnly Date, long Amount, bool Reversal, bool Reversed)> model, long balance, DateOnly? opened)
    {
        var day = model.Max(posting => posting.Date);
        var month = DayBook.MonthOf(day);
        Assert.Equal(day, book.Day);
        Assert.Equal(Flows(model.Where(posting => posting.Date == day)), book.DayFlows);
        Assert.Equal(Flows(model.Where(posting => DayBook.MonthOf(posting.Date) == month)), book.MonthFlows);
        var since = opened < First ? opened.Value : First;
        Assert.Equal(Average(month, day), book.AverageOf(month, day, balance, opened));
        Assert.Equal(Average(month.AddMonths(-1), month.AddDays(-1)), book.AverageOf(month.AddMonths(-1), day, balance, opened));

        MonthAverage? Average(DateOnly from, DateOnly to)
        {
            if (since > from) from = since;
            var ends = new List<long>();
            for (var date = from; date <= to; date = date.AddDays(1))
            {
                ends.Add(Opening + model.Where(posting => posting.Date <= date).Sum(posting => posting.Amount));
            }

            return ends.Count == 0
                ? null
                : new MonthAverage(DayBook.MonthOf(to), ends.Count, (long)Math.Round(ends.Sum() / (decimal)ends.Count, MidpointRounding.ToEven));
        }
    }

    private static FlowTotals Flows(IEnumerable<(DateOnly Date, long Amount, bool Reversal, bool Reversed)> postings)
    {
        var counted = postings.Where(posting => !posting.Reversal && !posting.Reversed).Select(posting => posting.Amount).ToArray();
        var (debits, credits) = (counted.Where(amount => amount < 0).ToArray(), counted.Where(amount => amount > 0).ToArray());
        return new FlowTotals(-debits.Sum(), credits.Sum(), debits.Length, credits.Length);
    }
}
