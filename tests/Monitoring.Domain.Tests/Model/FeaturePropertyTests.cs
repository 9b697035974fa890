using Monitoring.Contracts.Grain;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using Monitoring.Domain.Model;
using Monitoring.Domain.Tests.Support;

namespace Monitoring.Domain.Tests.Model;

/// <summary>What holds for the features of any life.</summary>
public sealed class FeaturePropertyTests
{
    [Fact]
    public void Features_at_a_posting_depend_only_on_the_accounts_earlier_postings_and_this_one() => Holds.For(RandomLife.Steps, steps =>
    {
        var all = VectorsOf(new Books(), steps);
        var half = steps.Length / 2;

        var alone = VectorsOf(new Books(), steps[..half]);

        Assert.Equal(all.Take(half), alone);
    });

    [Fact]
    public void Batching_does_not_matter_to_the_features() => Holds.For(RandomLife.Steps, steps =>
    {
        var number = 0;

        Assert.Equal(VectorsOf(new Books(), steps), VectorsOf(new Books { EndsBatch = () => ++number % 5 == 0 }, steps));
    });

    [Fact]
    public void A_state_put_away_and_woken_gives_the_same_features() => Holds.For(RandomLife.Steps, steps =>
    {
        var woken = new Books();
        var vectors = new List<float[]?>();
        RandomLife.Live(woken, steps, _ =>
        {
            woken.PutAwayAndWake();
            vectors.Add(VectorOf(woken));
        });

        Assert.Equal(VectorsOf(new Books(), steps), vectors);
    });

    [Fact]
    public void A_replay_of_the_events_gives_the_same_features() => Holds.For(RandomLife.Steps, steps =>
    {
        var books = new Books();
        var lived = VectorsOf(books, steps);
        books.Replay(happened => happened);

        Assert.Equal(lived.LastOrDefault(), lived.Count == 0 ? null : VectorOf(books));
    });

    [Fact]
    public void Flows_are_those_that_a_plain_list_of_the_postings_gives() => Holds.For(RandomLife.Steps, steps =>
    {
        steps = [.. steps.Where(step => step.Kind != 2)];
        var books = new Books();
        RandomLife.Live(books, steps, _ =>
        {
            if (VectorOf(books) is { } vector) Compare(vector, PlainFlows.Of(books));
        });
    });

    private static void Compare(float[] vector, PlainFlows plain)
    {
        var limit = new LargeParameters().Personal;
        Assert.Equal(Scales.Size(plain.Day.In, limit), vector[(int)Feature.SizeIn1d]);
        Assert.Equal(Scales.Size(plain.Day.Out, limit), vector[(int)Feature.SizeOut1d]);
        Assert.Equal(Scales.Size(plain.Days.In, limit), vector[(int)Feature.SizeIn5d]);
        Assert.Equal(Scales.Size(plain.Days.Out, limit), vector[(int)Feature.SizeOut5d]);
        Assert.Equal(Scales.Size(plain.Month.In, limit), vector[(int)Feature.SizeIn30d]);
        Assert.Equal(Scales.Size(plain.Month.Out, limit), vector[(int)Feature.SizeOut30d]);
        Assert.Equal(plain.Day.Count, CountOf(vector, Feature.CountIn1d, Feature.CountOut1d));
        Assert.Equal(plain.Days.Count, CountOf(vector, Feature.CountIn5d, Feature.CountOut5d));
        Assert.Equal(plain.Month.Count, CountOf(vector, Feature.CountIn30d, Feature.CountOut30d));
    }

    private static int CountOf(float[] vector, Feature a, Feature b) =>
        (int)Math.Round(Math.Pow(2, vector[(int)a]) + Math.Pow(2, vector[(int)b]) - 2);

    private static List<float[]?> VectorsOf(Books books, RandomStep[] steps)
    {
        var vectors = new List<float[]?>();
        RandomLife.Live(books, steps, _ => vectors.Add(VectorOf(books)));
        return vectors;
    }

    private static float[]? VectorOf(Books books)
    {
        var vector = new float[FeatureSchema.Length];
        return books.State.Exists && Features.Fill(books.State, new LargeParameters(), vector) ? vector : null;
    }

    /// <summary>The flows of the windows, from all postings each time.</summary>
    private sealed record PlainFlows(PlainFlows.Flow Day, PlainFlows.Flow Days, PlainFlows.Flow Month)
    {
        public static PlainFlows Of(Books books)
        {
            var taken = new List<(long Local, long Amount)>();
            long high = 0;
            foreach (var posting in books.Events.OfType<Posted>().Select(posted => posted.Posting))
            {
                high = Math.Max(high, posting.BookedAt.UtcTicks);
                if (posting.IsCustomerInitiated) taken.Add((high + TimeSpan.FromHours(8).Ticks, posting.SignedAmount));
            }

            var last = taken[^1].Local;
            return new PlainFlows(
                Window(3 * TimeSpan.TicksPerHour, 8), Window(TimeSpan.TicksPerDay, 5), Window(5 * TimeSpan.TicksPerDay, 6));

            Flow Window(long block, int blocks)
            {
                var held = taken.Where(one => one.Local / block > (last / block) - blocks).ToArray();
                return new Flow(
                    held.Where(one => one.Amount > 0).Sum(one => one.Amount), -held.Where(one => one.Amount < 0).Sum(one => one.Amount), held.Length);
            }
        }

        public sealed record Flow(long In, long Out, int Count);
    }
}
