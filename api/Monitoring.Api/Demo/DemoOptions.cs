namespace Monitoring.Api.Demo;

/// <summary>Section <c>Demo</c>. Checked at start.</summary>
public sealed class DemoOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Demo";

    /// <summary>Data directory of a demonstration when none is named: made anew at each start.</summary>
    public const string OwnDirectory = "data/demo";

    private const double RateMax = 100_000;

    /// <summary>Whether to live a simulated bank; <c>--demo</c> sets it.</summary>
    public bool Enabled { get; set; }

    /// <summary>Seconds of the bank's clock in one second of the world's; by default an hour, so that a day takes 24 seconds.</summary>
    public double Rate { get; set; } = 3_600;

    /// <summary>Same seed, same bank.</summary>
    public ulong Seed { get; set; } = 7;

    /// <summary>What is wrong; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (!(Rate is >= 1 and <= RateMax)) yield return $"Demo:Rate must be between 1 and {RateMax}, not {Rate}.";
    }
}
