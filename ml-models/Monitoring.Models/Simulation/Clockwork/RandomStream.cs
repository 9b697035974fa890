namespace Monitoring.Models.Simulation;

/// <summary>
/// The simulator's own source of chance: SplitMix64. The same seed gives the same numbers on every machine and runtime,
/// which <see cref="System.Random"/> does not promise. A stream costs nothing to make, so each account and day has its own:
/// what one account does never changes what another one does.
/// </summary>
internal struct RandomStream(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15UL;

    private ulong _state = seed;

    /// <summary>The finalizer of SplitMix64: a bijection of 64-bit words, so distinct inputs stay distinct.</summary>
    public static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
            return value ^ (value >> 31);
        }
    }

    /// <summary>A seed derived from another one and a tag.</summary>
    public static ulong Derive(ulong seed, ulong tag)
    {
        unchecked
        {
            return Mix(seed + (Golden * (tag + 1)));
        }
    }

    public ulong Next()
    {
        unchecked
        {
            _state += Golden;
        }

        return Mix(_state);
    }

    /// <summary>A whole number from 0 up to, not including, <paramref name="bound"/> (which is at least 1).</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>A whole number between two bounds, both included.</summary>
    public long Between(long low, long high) => low + (long)Math.BigMul(Next(), (ulong)(high - low + 1), out _);

    public bool Permille(int chance) => Below(1000) < chance;

    public bool PerMillion(int chance) => Below(1_000_000) < chance;
}
