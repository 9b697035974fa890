namespace Monitoring.Domain.Model;

/// <summary>
/// Boosted trees with a calibration, ready to score. Immutable and thread-safe; scoring allocates nothing. Values of leaves are whole
/// multiples of 2⁻³⁶, so that a sum is the same in any order and contributions sum to the score exactly.
/// </summary>
public sealed class TreeModel
{
    /// <summary>Bits of a value after the binary point.</summary>
    internal const int FractionBits = 36;

    /// <summary>Largest absolute value of a leaf.</summary>
    internal const double ValueMax = 1_024;

    private const double Unit = 1.0 / (1L << FractionBits);

    private readonly Node[] _nodes;
    private readonly long[] _means;
    private readonly long[] _leaves;
    private readonly int[] _roots;
    private readonly long _bias;
    private readonly TreeLanes _lanes;

    internal TreeModel(Node[] nodes, long[] means, long[] leaves, int[] roots, long bias, Calibration calibration)
    {
        (_nodes, _means, _leaves, _roots, _bias, Calibration) = (nodes, means, leaves, roots, bias, calibration);
        _lanes = new TreeLanes(nodes, leaves, roots);
    }

    /// <summary>From raw scores to probabilities.</summary>
    public Calibration Calibration { get; }

    /// <summary>Number of trees.</summary>
    public int Trees => _roots.Length;

    /// <summary>Number of leaves of all trees.</summary>
    public int Leaves => _leaves.Length;

    /// <summary>Reads <c>trees.json</c>; its form is described in <c>ml-models/MODEL-FORMAT.md</c>.</summary>
    /// <exception cref="ModelFormatException">It has another form, was made for other features, or its trees are no trees.</exception>
    public static TreeModel Parse(ReadOnlyMemory<byte> json) => TreeModelReader.Read(json);

    /// <summary>Probability that something is wrong, 0 to 1.</summary>
    /// <param name="vector">As <see cref="Features.Fill"/> fills it.</param>
    public double Score(ReadOnlySpan<float> vector) => Calibration.Probability(Raw(vector));

    /// <summary>The raw score: the sum over the trees.</summary>
    /// <param name="vector">As <see cref="Features.Fill"/> fills it.</param>
    public double Raw(ReadOnlySpan<float> vector) => RawUnits(vector) * Unit;

    /// <summary>
    /// How far each feature moved the score away from what is expected of all: at each step on the way down a tree, the change of the
    /// expected value counts for the feature that was asked.
    /// </summary>
    /// <param name="vector">As <see cref="Features.Fill"/> fills it.</param>
    /// <param name="contributions">One for each feature; overwritten.</param>
    /// <returns>The expected value; with all contributions it sums to <see cref="Raw"/> exactly.</returns>
    public double Contribute(ReadOnlySpan<float> vector, Span<double> contributions)
    {
        Check(vector.Length);
        Check(contributions.Length);
        Span<long> units = stackalloc long[FeatureSchema.Length];
        units.Clear();
        var expected = _bias;
        foreach (var root in _roots)
        {
            var at = root;
            var value = ValueOf(at);
            expected += value;
            while (at >= 0)
            {
                ref readonly var node = ref _nodes[at];
                at = vector[node.Feature] <= node.Threshold ? node.Left : node.Right;
                var next = ValueOf(at);
                units[node.Feature] += next - value;
                value = next;
            }
        }

        for (var i = 0; i < units.Length; i++)
        {
            contributions[i] = units[i] * Unit;
        }

        return expected * Unit;
    }

    /// <summary>The raw score in units of 2⁻³⁶.</summary>
    internal long RawUnits(ReadOnlySpan<float> vector)
    {
        Check(vector.Length);
        return _bias + _lanes.Sum(vector);
    }

    internal static long UnitsOf(double value) => (long)Math.Round(value * (1L << FractionBits));

    private static void Check(int length)
    {
        if (length != FeatureSchema.Length) throw new ArgumentException($"A vector has {FeatureSchema.Length} numbers, not {length}.");
    }

    private long ValueOf(int at) => at >= 0 ? _means[at] : _leaves[~at];

    /// <summary>An inner node; a child that is not negative is another one, else the complement of a leaf's index.</summary>
    internal readonly record struct Node(float Threshold, int Feature, int Left, int Right);
}
