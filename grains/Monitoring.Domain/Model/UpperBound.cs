namespace Monitoring.Domain.Model;

/// <summary>
/// Proves that a model's score stays below a threshold for all vectors of a box: each tree gives at most its largest leaf that the box
/// reaches. When that is not enough the box is cut in two where most is undecided, and each part is proven.
/// </summary>
internal static class UpperBound
{
    /// <summary>Parts looked at before the proof is given up: some tenths of a second for a large model.</summary>
    private const int PartsMax = 400;

    public static bool IsBelow(TreeModel model, double threshold, VectorBox box)
    {
        var open = new PriorityQueue<(VectorBox Box, Cut Cut), long>();
        if (Look(model, threshold, box, open)) return true;
        for (var parts = 0; parts < PartsMax && open.TryDequeue(out var part, out _); parts++)
        {
            if (part.Cut.Undecided == 0) return false;
            var (feature, at) = ((Feature)part.Cut.Feature, part.Cut.Threshold);
            Look(model, threshold, part.Box.Below(feature, at), open);
            Look(model, threshold, part.Box.Above(feature, at), open);
            if (open.Count == 0) return true;
        }

        return false;
    }

    /// <summary>Whether a box is proven; if not it waits to be cut, the highest bound first.</summary>
    private static bool Look(TreeModel model, double threshold, VectorBox box, PriorityQueue<(VectorBox, Cut), long> open)
    {
        var cut = default(Cut);
        var sum = model.Bias;
        foreach (var root in model.Roots)
        {
            sum += Largest(model, root, box, ref cut, isFirst: true);
        }

        if (model.Calibration.Probability(sum / (double)(1L << TreeModel.FractionBits)) < threshold) return true;
        open.Enqueue((box, cut), -sum);
        return false;
    }

    private static long Largest(TreeModel model, int at, VectorBox box, ref Cut cut, bool isFirst)
    {
        if (at < 0) return model.LeafValues[~at];
        ref readonly var node = ref model.Nodes[at];
        if (!box.HasRight(node.Feature, node.Threshold)) return Largest(model, node.Left, box, ref cut, isFirst);
        if (!box.HasLeft(node.Feature, node.Threshold)) return Largest(model, node.Right, box, ref cut, isFirst);
        var left = Largest(model, node.Left, box, ref cut, isFirst: false);
        var right = Largest(model, node.Right, box, ref cut, isFirst: false);
        var undecided = Math.Abs(left - right);
        if (isFirst && undecided > cut.Undecided) cut = new Cut(node.Feature, node.Threshold, undecided);
        return Math.Max(left, right);
    }

    /// <summary>Where a box is cut: the question that decides most.</summary>
    private readonly record struct Cut(int Feature, float Threshold, long Undecided);
}
