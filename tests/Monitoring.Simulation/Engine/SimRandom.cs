namespace Monitoring.Simulation.Engine;

/// <summary>Numbers that follow from a seed alone, on every machine and runtime (SplitMix64).</summary>
internal sealed class SimRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A generator of its own, whose use does not change what this one gives next.</summary>
    public SimRandom Fork() => new(NextBits());

    /// <summary>A number from 0 to below a bound.</summary>
    public int Below(int bound) => (int)(NextBits() % (ulong)bound);

    /// <summary>A number between two, both included.</summary>
    public int Between(int min, int max) => min + Below(max - min + 1);

    /// <summary>Whether something happens that does so many times in a thousand.</summary>
    public bool Chance(int perMille) => Below(1_000) < perMille;

    /// <summary>One of some.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    private ulong NextBits()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
