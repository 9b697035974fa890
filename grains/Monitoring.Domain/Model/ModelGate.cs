using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using static Monitoring.Domain.Model.Feature;

namespace Monitoring.Domain.Model;

/// <summary>
/// Which postings need not be scored: those of an account that moved so little money that no vector whatever with so little could reach the
/// threshold. That is proven for each model and threshold when they come into force, by bounding the trees' sum over all vectors whose
/// amounts lie at or beneath <see cref="Bound"/>; the largest bound for which it holds is taken, and when there is none every posting is
/// scored. Immutable.
/// </summary>
public sealed class ModelGate
{
    /// <summary>Beyond what rounding can do to a size, 1e-5 at 80.</summary>
    private const float Margin = 1e-4f;

    /// <summary>Features that grow with the money an account moved: none of them is above the size of the largest window.</summary>
    private static readonly Feature[] Money =
    [
        AmountSize, SizeIn1d, SizeOut1d, SizeIn5d, SizeOut5d, SizeIn30d, SizeOut30d, Turnover30d, InMeanSize30d, OutMeanSize30d,
    ];

    private ModelGate(float bound) => Bound = bound;

    /// <summary>Size (see <see cref="FeatureUnit.Size"/>) of money moved up to which nothing is scored; negative when everything is.</summary>
    public float Bound { get; }

    /// <summary>Whether every posting is scored.</summary>
    public bool IsOpen => Bound < 0;

    internal static ModelGate Open { get; } = new(-1);

    /// <summary>The widest gate that leaves out nothing that could reach a threshold.</summary>
    internal static ModelGate Of(TreeModel model, double threshold)
    {
        var steps = new SortedSet<float>();
        foreach (var node in model.Nodes)
        {
            if (Array.IndexOf(Money, (Feature)node.Feature) >= 0 && node.Threshold > 2 * Margin) steps.Add(node.Threshold - (2 * Margin));
        }

        // Above the last step nothing changes any more.
        steps.Add(FeatureSchema.ScaleMax);
        float[] bounds = [.. steps];
        var (sound, unsound) = (-1, bounds.Length);
        while (unsound - sound > 1)
        {
            var middle = (sound + unsound) / 2;
            if (CannotReach(model, threshold, bounds[middle])) sound = middle;
            else unsound = middle;
        }

        return sound < 0 ? Open : new ModelGate(bounds[sound]);
    }

    /// <summary>Whether no vector with so little money can reach a threshold.</summary>
    internal static bool CannotReach(TreeModel model, double threshold, float bound)
    {
        var box = VectorBox.Whole();
        foreach (var feature in Money)
        {
            box = box.Below(feature, Math.Min(bound + Margin, FeatureSchema.ScaleMax));
        }

        return UpperBound.IsBelow(model, threshold, box);
    }

    /// <summary>Whether the account's last posting must be scored. It has features: see <see cref="Features.Fill"/>.</summary>
    public bool MustScore(LedgerState state, LargeParameters large)
    {
        if (IsOpen) return true;
        var moved = Features.LargestWindow(state.Detection.Features!);
        return Scales.Size(moved, large.LimitOf(state.Account!.Kind, state.Currency)) > Bound;
    }
}
