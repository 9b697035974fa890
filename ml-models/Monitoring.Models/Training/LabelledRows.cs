namespace Monitoring.Models.Training;

/// <summary>Feature vectors with their truth, laid out row by row. Not thread-safe while it grows.</summary>
/// <param name="width">Features of a row.</param>
public sealed class LabelledRows(int width)
{
    private readonly List<float[]> _rows = [];
    private readonly List<RowTruth> _truths = [];

    /// <summary>Features of a row.</summary>
    public int Width { get; } = width;

    /// <summary>Number of rows.</summary>
    public int Count => _rows.Count;

    /// <summary>A row's features.</summary>
    public float[] this[int index] => _rows[index];

    /// <summary>What is known of a row.</summary>
    public RowTruth TruthOf(int index) => _truths[index];

    /// <summary>Adds a copy of a row.</summary>
    public void Add(ReadOnlySpan<float> features, RowTruth truth)
    {
        if (features.Length != Width) throw new ArgumentException($"A row has {Width} features, not {features.Length}.", nameof(features));
        _rows.Add(features.ToArray());
        _truths.Add(truth);
    }

    /// <summary>Adds all rows of others, in order, sharing their features.</summary>
    public void AddRange(LabelledRows others)
    {
        if (others.Width != Width) throw new ArgumentException($"A row has {Width} features, not {others.Width}.", nameof(others));
        _rows.AddRange(others._rows);
        _truths.AddRange(others._truths);
    }

    /// <summary>The rows that satisfy a condition, sharing their features.</summary>
    public LabelledRows Where(Func<RowTruth, bool> condition)
    {
        var chosen = new LabelledRows(Width);
        for (var i = 0; i < Count; i++)
        {
            if (!condition(_truths[i])) continue;
            chosen._rows.Add(_rows[i]);
            chosen._truths.Add(_truths[i]);
        }

        return chosen;
    }

    /// <summary>The same rows with other truths.</summary>
    public LabelledRows With(Func<RowTruth, RowTruth> truthOf)
    {
        var changed = new LabelledRows(Width);
        for (var i = 0; i < Count; i++)
        {
            changed._rows.Add(_rows[i]);
            changed._truths.Add(truthOf(_truths[i]));
        }

        return changed;
    }
}
