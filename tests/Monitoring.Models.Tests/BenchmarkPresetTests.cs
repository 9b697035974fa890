using Monitoring.Models.Simulation;

namespace Monitoring.Models.Tests;

public sealed class BenchmarkPresetTests
{
    [Fact]
    public void The_load_has_exactly_the_accounts_and_postings_asked_for_and_most_accounts_take_part()
    {
        var options = SimulationPresets.Benchmark(2_000, 40_000);
        var run = new GatheredRun(options);

        Assert.Equal(2_000, run.Reference.OfType<SimulatedAccount>().Count());
        Assert.Equal(40_000, run.PostingIds.Count);
        Assert.Empty(run.Cases);
        Assert.True(run.ByAccount.Count > 1_500);
        Assert.All(run.ByAccount.Keys, id => Assert.True(run.Accounts.ContainsKey(id)));
    }

    [Fact]
    public void Ids_grow_with_time_unless_random_ones_are_asked_for()
    {
        var sequential = new Simulator(SimulationPresets.Benchmark(50, 300)).Postings().Select(posting => posting.PostingId).ToList();
        var random = new Simulator(SimulationPresets.Benchmark(50, 300, PostingIdScheme.Random)).Postings().First();

        Assert.Equal("P-000000000001", sequential[0]);
        Assert.Equal("P-000000000300", sequential[^1]);
        Assert.StartsWith("R-", random.PostingId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_million_postings_stream_by_without_being_held()
    {
        // Ten days' worth: a posting older than that must be gone whatever the run still holds of today.
        const int AgeMax = 100_000;
        const int SampleEvery = 1_000;
        var seen = new List<WeakReference>();
        int held = 0;
        long count = 0;
        foreach (var posting in new Simulator(SimulationPresets.Benchmark(10_000, 1_050_000)).Postings())
        {
            count++;
            if (count % SampleEvery == 0)
            {
                seen.Add(new WeakReference(posting));
            }

            if (count % 350_000 == 0)
            {
                GC.Collect();
                held += seen.SkipLast(AgeMax / SampleEvery).Count(sample => sample.IsAlive);
            }
        }

        Assert.Equal(1_050_000, count);
        Assert.Equal(1_050, seen.Count);
        Assert.Equal(0, held);
    }
}
