namespace Monitoring.Domain.Model;

/// <summary>Scale of a feature; part of the schema's hash by name.</summary>
public enum FeatureUnit
{
    /// <summary>0 or 1.</summary>
    Flag,

    /// <summary>A part of a whole, 0 to 1.</summary>
    Share,

    /// <summary><c>log2(1 + n)</c> of a count.</summary>
    Count,

    /// <summary><c>log2(1 + 1024 · amount / limit)</c>, the limit being the bank's own for large amounts of this kind and currency: the limit itself is 10.</summary>
    Size,

    /// <summary><c>log2(1 + days)</c>.</summary>
    Days,

    /// <summary>Binary logarithm of a ratio, between -10 and 10: 1 is twice as much, -1 half.</summary>
    Ratio,
}
