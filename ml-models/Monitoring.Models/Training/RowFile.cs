using System.Globalization;

namespace Monitoring.Models.Training;

/// <summary>
/// Labelled rows in sets. Sets named <c>x.train</c> and <c>x.test</c> belong together; sets with other names are folds, each of which is
/// tested on what was learned from all others.
/// </summary>
/// <param name="sets">The rows of each set.</param>
public sealed class RowFile(IReadOnlyDictionary<string, LabelledRows> sets)
{
    private const string TrainSuffix = ".train";
    private const string TestSuffix = ".test";

    /// <summary>Reads a CSV file: set, label, features; a header first.</summary>
    /// <exception cref="InvalidDataException">A line has another form.</exception>
    public static RowFile Read(string path)
    {
        var sets = new SortedDictionary<string, LabelledRows>(StringComparer.Ordinal);
        var number = 1;
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            number++;
            var parts = line.Split(',');
            var features = new float[Math.Max(0, parts.Length - 2)];
            for (var i = 0; i < features.Length; i++)
            {
                if (!float.TryParse(parts[i + 2], NumberStyles.Float, CultureInfo.InvariantCulture, out features[i]))
                {
                    throw new InvalidDataException($"line {number}: {parts[i + 2]} is no number");
                }
            }

            if (features.Length == 0) throw new InvalidDataException($"line {number}: set, label and features are wanted");
            if (!sets.TryGetValue(parts[0], out var rows)) sets.Add(parts[0], rows = new LabelledRows(features.Length));
            if (features.Length != rows.Width)
            {
                throw new InvalidDataException($"line {number}: {features.Length} features, not {rows.Width}");
            }

            rows.Add(features, new RowTruth(parts[1] == "1", 1, number.ToString(CultureInfo.InvariantCulture), number));
        }

        return new RowFile(sets);
    }

    /// <summary>The same rows with the labels of each set dealt out anew: nothing is left to learn.</summary>
    /// <param name="seed">Same seed, same labels.</param>
    public RowFile Shuffled(int seed)
    {
        var random = new Random(seed);
        var shuffled = new SortedDictionary<string, LabelledRows>(StringComparer.Ordinal);
        foreach (var (name, rows) in sets)
        {
            var labels = Enumerable.Range(0, rows.Count).Select(i => rows.TruthOf(i).Positive).ToArray();
            random.Shuffle(labels);
            var place = 0;
            shuffled.Add(name, rows.With(truth => truth with { Positive = labels[place++] }));
        }

        return new RowFile(shuffled);
    }

    /// <summary>What to learn from and what to test on, split by split.</summary>
    public IEnumerable<(string Name, LabelledRows Train, LabelledRows Test)> Splits()
    {
        foreach (var (name, rows) in sets)
        {
            if (name.EndsWith(TrainSuffix, StringComparison.Ordinal)) continue;
            if (name.EndsWith(TestSuffix, StringComparison.Ordinal))
            {
                var stem = name[..^TestSuffix.Length];
                yield return (stem, sets[stem + TrainSuffix], rows);
                continue;
            }

            var train = new LabelledRows(rows.Width);
            foreach (var (other, others) in sets)
            {
                if (other != name) train.AddRange(others);
            }

            yield return (name, train, rows);
        }
    }
}
