namespace Monitoring.Api.Hosting;

/// <summary>Section <c>Grain</c>. Checked at start.</summary>
public sealed class GrainOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Grain";

    /// <summary>Grains kept in memory at most; an active account takes some four kilobytes.</summary>
    public int MaxActive { get; set; } = 110_000;

    /// <summary>What is wrong; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (MaxActive < 1) yield return $"Grain:MaxActive must be at least 1, not {MaxActive}.";
    }
}
