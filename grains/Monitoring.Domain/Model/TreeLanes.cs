using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Monitoring.Domain.Model;

/// <summary>
/// Trees laid out for speed: eight are walked at once, so that the processor need not wait for one step to take the next, and without branches
/// that it could guess wrongly. A leaf is a node that leads to itself; each group of eight takes as many steps as its deepest tree.
/// </summary>
internal sealed class TreeLanes
{
    private const int Lanes = 8;

    /// <summary>Bits of a step that hold the feature.</summary>
    private const int FeatureBits = 6;

    private const int FeatureMask = (1 << FeatureBits) - 1;

    private readonly Step[] _steps;
    private readonly long[] _values;
    private readonly int[] _roots;
    private readonly int[] _depths;

    public TreeLanes(ReadOnlySpan<TreeModel.Node> nodes, ReadOnlySpan<long> leaves, ReadOnlySpan<int> roots)
    {
        // One leaf of nothing at the end fills the last group.
        var nothing = nodes.Length + leaves.Length;
        _steps = new Step[nothing + 1];
        _values = new long[nothing + 1];
        var trees = new (int Root, int Depth)[roots.Length];
        var next = 0;
        for (var i = 0; i < trees.Length; i++)
        {
            trees[i] = (next++, DepthOf(nodes, roots[i]));
            Lay(nodes, leaves, roots[i], trees[i].Root, ref next);
        }

        _steps[nothing] = Step.Leaf(nothing);
        Array.Sort(trees, static (a, b) => a.Depth.CompareTo(b.Depth));
        var groups = (trees.Length + Lanes - 1) / Lanes;
        _roots = new int[groups * Lanes];
        Array.Fill(_roots, nothing);
        _depths = new int[groups];
        for (var i = 0; i < trees.Length; i++)
        {
            _roots[i] = trees[i].Root;
            _depths[i / Lanes] = Math.Max(_depths[i / Lanes], trees[i].Depth);
        }
    }

    /// <summary>The sum of the leaves that a vector reaches.</summary>
    /// <param name="vector">As long as the schema; every index of a feature was checked when the model was read.</param>
    public long Sum(ReadOnlySpan<float> vector)
    {
        ref var x = ref MemoryMarshal.GetReference(vector);
        ref var steps = ref MemoryMarshal.GetArrayDataReference(_steps);
        var (sum, values) = (0L, _values);
        for (var group = 0; group < _depths.Length; group++)
        {
            var roots = _roots.AsSpan(group * Lanes, Lanes);
            var (a, b, c, d, e, f, g, h) = (roots[0], roots[1], roots[2], roots[3], roots[4], roots[5], roots[6], roots[7]);
            for (var left = _depths[group]; left > 0; left--)
            {
                a = Next(ref steps, ref x, a);
                b = Next(ref steps, ref x, b);
                c = Next(ref steps, ref x, c);
                d = Next(ref steps, ref x, d);
                e = Next(ref steps, ref x, e);
                f = Next(ref steps, ref x, f);
                g = Next(ref steps, ref x, g);
                h = Next(ref steps, ref x, h);
            }

            sum += values[a] + values[b] + values[c] + values[d] + values[e] + values[f] + values[g] + values[h];
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Next(ref Step steps, ref float x, int at)
    {
        ref var step = ref Unsafe.Add(ref steps, at);
        var packed = step.Packed;
        return (packed >>> FeatureBits) + (Unsafe.Add(ref x, packed & FeatureMask) <= step.Threshold ? 0 : 1);
    }

    private static int DepthOf(ReadOnlySpan<TreeModel.Node> nodes, int at) =>
        at < 0 ? 0 : 1 + Math.Max(DepthOf(nodes, nodes[at].Left), DepthOf(nodes, nodes[at].Right));

    /// <summary>Lays a subtree out: both children of a node stand side by side.</summary>
    private void Lay(ReadOnlySpan<TreeModel.Node> nodes, ReadOnlySpan<long> leaves, int at, int place, ref int next)
    {
        if (at < 0)
        {
            (_steps[place], _values[place]) = (Step.Leaf(place), leaves[~at]);
            return;
        }

        var children = next;
        next += 2;
        _steps[place] = new Step(nodes[at].Threshold, nodes[at].Feature, children);
        Lay(nodes, leaves, nodes[at].Left, children, ref next);
        Lay(nodes, leaves, nodes[at].Right, children + 1, ref next);
    }

    /// <summary>A node in eight bytes: threshold, and the place of its left child with the feature asked. The right child stands behind the left one.</summary>
    private readonly struct Step(float threshold, int feature, int left)
    {
        public readonly float Threshold = threshold;
        public readonly int Packed = checked((left << FeatureBits) | feature);

        /// <summary>A leaf: nothing is above its threshold, so it always leads to itself.</summary>
        public static Step Leaf(int place) => new(float.PositiveInfinity, 0, place);
    }
}
