using Monitoring.Models.Simulation;

namespace Monitoring.Models.Tests;

public sealed class RandomStreamTests
{
    [Fact]
    public void Gives_the_published_numbers_of_SplitMix64()
    {
        // First outputs of the reference implementation for the seed 1234567.
        var random = new RandomStream(1234567);

        Assert.Equal(6457827717110365317UL, random.Next());
        Assert.Equal(3203168211198807973UL, random.Next());
        Assert.Equal(9817491932198370423UL, random.Next());
    }

    [Fact]
    public void Bounds_hold_and_every_value_occurs()
    {
        var random = new RandomStream(3);
        var below = Enumerable.Range(0, 1_000).Select(_ => random.Below(7)).ToList();
        var between = Enumerable.Range(0, 1_000).Select(_ => random.Between(-2, 2)).ToList();

        Assert.Equal(Enumerable.Range(0, 7), below.Distinct().Order());
        Assert.Equal([-2L, -1, 0, 1, 2], between.Distinct().Order());
    }

    [Fact]
    public void Skewed_amounts_lie_about_their_median()
    {
        var random = new RandomStream(9);
        var amounts = Enumerable.Range(0, 10_001).Select(_ => Spread.Middle(ref random, 100_000)).Order().ToList();

        Assert.InRange(amounts[5_000], 97_000, 103_000);
        Assert.True(amounts[^1] <= 100_000L * Spread.MiddleMaxPermille / 1000);
        Assert.True(amounts[^1] > 250_000);
    }
}
