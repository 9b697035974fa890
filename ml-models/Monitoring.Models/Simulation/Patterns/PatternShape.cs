namespace Monitoring.Models.Simulation;

/// <summary>The strength of one case, dimension by dimension.</summary>
public readonly record struct PatternShape
{
    /// <summary>Number of legs, pieces and helpers: 1 (few) to 100 (many).</summary>
    public required int Legs { get; init; }

    /// <summary>
    /// Size of a large sum, permille of what the rules surely call large on the account: above the limit of its kind and three times its
    /// habit. Of a case that stays beneath the limits: permille of the limit alone.
    /// </summary>
    public required int AmountPermille { get; init; }

    /// <summary>How long the case takes, permille of the usual time of its pattern: less is faster.</summary>
    public required int SpanPermille { get; init; }

    /// <summary>Share of the money that stays on the account, permille.</summary>
    public required int KeptPermille { get; init; }
}
