using FsCheck;
using FsCheck.Fluent;
using Monitoring.Domain.Codec;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Tests.Support;

namespace Monitoring.Domain.Tests.Detection;

public sealed class RecentPostingsTests
{
    private static readonly Gen<(int Hours, int Amount, bool Large, int Removes, bool Wakes)[]> Steps =
        (from hours in Gen.Frequency((30, Gen.Choose(0, 1)), (1, Gen.Choose(0, 300)))
         from amount in Gen.Choose(-1_000, 1_000)
         from large in Gen.Elements(true, false)
         from removes in Gen.Frequency((6, Gen.Constant(-1)), (1, Gen.Choose(0, 300)))
         from wakes in Gen.Frequency((20, Gen.Constant(false)), (1, Gen.Constant(true)))
         select (hours, amount, large, removes, wakes)).ArrayOf();

    [Fact]
    public void The_ring_holds_what_a_plain_list_would() => Holds.For(Steps, AgreesWithList, steppers: 700, tests: 100);

    [Fact]
    public void Movements_of_exactly_ten_days_ago_are_held_and_older_ones_not()
    {
        var recent = new RecentPostings();
        recent.Add(new RecentPosting(1, 0, 5, 0));
        recent.Add(new RecentPosting(2, 1, 5, 1));
        recent.Add(new RecentPosting(3, RecentPostings.DaysMax * TimeSpan.TicksPerDay, 5, 0));
        Assert.Equal(3, recent.Count);
        recent.Add(new RecentPosting(4, (RecentPostings.DaysMax * TimeSpan.TicksPerDay) + 1, 5, 0));

        Assert.Equal(3, recent.Count);
        Assert.Equal(1, recent.LargeCount);
    }

    private static void AgreesWithList((int Hours, int Amount, bool Large, int Removes, bool Wakes)[] steps)
    {
        var (recent, model, at, sequence) = (new RecentPostings(), new List<RecentPosting>(), 0L, 0L);
        foreach (var step in steps)
        {
            at += step.Hours * TimeSpan.TicksPerHour;
            var posting = new RecentPosting(++sequence, at, step.Amount, (step.Amount * 2L) + (step.Large ? 1 : 0));
            recent.Add(posting);
            model.Add(posting);
            model.RemoveAll(held => held.At < at - (RecentPostings.DaysMax * TimeSpan.TicksPerDay));
            if (model.Count > RecentPostings.Capacity) model.RemoveAt(0);
            if (step.Removes >= 0)
            {
                recent.Remove(sequence - step.Removes);
                model.RemoveAll(held => held.Sequence == sequence - step.Removes);
            }

            if (step.Wakes) recent = Woken(recent);
            Assert.Equal(model.Count, recent.Count);
            Assert.Equal(model.Count(held => held.IsLarge), recent.LargeCount);
        }

        Assert.Equal(model, Enumerable.Range(0, recent.Count).Select(index => recent[index]));
    }

    private static RecentPostings Woken(RecentPostings recent)
    {
        var writer = new ByteWriter();
        recent.Encode(writer);
        var reader = new ByteReader(writer.ToArray());
        return RecentPostings.Decode(ref reader);
    }
}
