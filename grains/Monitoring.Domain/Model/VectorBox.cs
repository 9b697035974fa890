namespace Monitoring.Domain.Model;

/// <summary>All vectors whose numbers lie between bounds.</summary>
internal sealed class VectorBox
{
    private readonly float[] _low;
    private readonly float[] _high;

    private VectorBox(float[] low, float[] high) => (_low, _high) = (low, high);

    public static VectorBox Whole() => new([.. FeatureSchema.All.Select(one => one.Min)], [.. FeatureSchema.All.Select(one => one.Max)]);

    /// <summary>Whether it has vectors with a number at or below a threshold.</summary>
    public bool HasLeft(int feature, float threshold) => _low[feature] <= threshold;

    /// <summary>Whether it has vectors with a number above a threshold.</summary>
    public bool HasRight(int feature, float threshold) => _high[feature] > threshold;

    /// <summary>Those of its vectors with a number at or below a bound.</summary>
    public VectorBox Below(Feature feature, float bound)
    {
        var high = (float[])_high.Clone();
        high[(int)feature] = Math.Min(high[(int)feature], bound);
        return new VectorBox(_low, high);
    }

    /// <summary>Those of its vectors with a number above a bound.</summary>
    public VectorBox Above(Feature feature, float bound)
    {
        var low = (float[])_low.Clone();
        low[(int)feature] = Math.Max(low[(int)feature], float.BitIncrement(bound));
        return new VectorBox(low, _high);
    }
}
