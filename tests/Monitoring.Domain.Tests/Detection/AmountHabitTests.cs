using FsCheck;
using FsCheck.Fluent;
using Monitoring.Domain.Codec;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Tests.Support;

namespace Monitoring.Domain.Tests.Detection;

public sealed class AmountHabitTests
{
    private const int January = 2026 * 12;

    private static readonly Gen<(long Amount, int Months, bool Removes)[]> Steps =
        (from exponent in Gen.Choose(0, 61)
         from part in Gen.Choose(0, 1_000)
         from months in Gen.Frequency((20, Gen.Constant(0)), (3, Gen.Constant(1)), (1, Gen.Choose(2, 14)))
         from removes in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
         select ((1L << exponent) + ((1L << exponent) / 1_001 * part), months, removes)).ArrayOf();

    [Fact]
    public void The_percentile_is_never_below_the_true_one_and_at_most_a_quarter_above() => Holds.For(Steps, steps =>
    {
        var (habit, model, month) = (new AmountHabit(), new List<(int Month, long Amount)>(), January);
        foreach (var step in steps)
        {
            month += step.Months;
            if (step.Removes && model.Count > 0)
            {
                var gone = model[^1];
                model.RemoveAt(model.Count - 1);
                habit.Remove(gone.Amount, gone.Month);
            }
            else
            {
                habit.Add(step.Amount, month);
                model.Add((month, step.Amount));
                model.RemoveAll(posting => posting.Month <= month - AmountHabit.Months);
            }

            var sorted = model.Select(posting => posting.Amount).Order().ToArray();
            Assert.Equal(sorted.Length, habit.Postings);
            if (sorted.Length == 0) continue;
            var exact = (Int128)sorted[((sorted.Length * 95) + 99) / 100 - 1];
            Assert.InRange(habit.Percentile95(), (long)exact, (long)Int128.Min(exact + (exact / 4), long.MaxValue));
        }
    });

    [Fact]
    public void What_was_encoded_is_decoded_to_the_same_habit() => Holds.For(Steps, steps =>
    {
        var (habit, month) = (new AmountHabit(), January);
        foreach (var step in steps)
        {
            habit.Add(step.Amount, month += step.Months);
        }

        var (first, second) = (new ByteWriter(), new ByteWriter());
        habit.Encode(first);
        var reader = new ByteReader(first.ToArray());
        var decoded = AmountHabit.Decode(ref reader);
        decoded.Encode(second);

        Assert.Equal(first.ToArray(), second.ToArray());
        Assert.Equal(habit.Percentile95(), decoded.Percentile95());
    });

    [Fact]
    public void Months_count_for_a_year_and_then_no_more()
    {
        var habit = new AmountHabit();
        habit.Add(100, January);

        Assert.Equal((1, 111), habit.Before(January + 11, default, 0));
        Assert.Equal((0, 0), habit.Before(January + 12, default, 0));
    }

    [Fact]
    public void A_posting_of_an_earlier_month_counts_with_the_latest()
    {
        var habit = new AmountHabit();
        habit.Add(100, January + 5);
        habit.Add(200, January);

        Assert.Equal(2, habit.Before(January + 16, default, 0).Postings);
        habit.Remove(200, January);
        Assert.Equal(1, habit.Postings);
    }

    [Fact]
    public void A_reversal_of_what_expired_takes_nothing_out()
    {
        var habit = new AmountHabit();
        habit.Add(100, January);
        habit.Add(100, January + 13);
        habit.Remove(100, January);

        Assert.Equal(1, habit.Postings);
    }

    [Fact]
    public void What_is_large_in_the_windows_is_not_the_habit_yet()
    {
        var (habit, recent) = (new AmountHabit(), new RecentPostings());
        for (var i = 0; i < 20; i++)
        {
            habit.Add(100, January);
        }

        habit.Add(100_000, January);
        habit.Add(100_000, January);
        recent.Add(new RecentPosting(21, 1_000, 100_000, 1));
        recent.Add(new RecentPosting(22, 1_001, -100_000, 1));

        Assert.Equal((20, 111), habit.Before(January, recent, 1_000));
        Assert.Equal(22, habit.Before(January, recent, 1_002).Postings);
    }

    [Fact]
    public void Every_amount_lies_within_its_class()
    {
        for (var exponent = 0; exponent < 63; exponent++)
        {
            foreach (var amount in (long[])[1L << exponent, (1L << exponent) + ((1L << exponent) / 3), long.MaxValue >> (62 - exponent)])
            {
                var sizeClass = AmountHabit.ClassOf(amount);
                Assert.InRange(sizeClass, 1, 255);
                Assert.True(AmountHabit.UpperBound(sizeClass) >= amount);
                Assert.Equal(sizeClass, AmountHabit.ClassOf(AmountHabit.UpperBound(sizeClass)));
            }
        }
    }
}
