using System.Globalization;
using Monitoring.Domain.Model;

namespace Monitoring.Models.Training;

/// <summary>
/// Vectors with what ML.NET said of them when the model was trained: the default build, which has no ML.NET, holds its evaluator against
/// them. A CSV: the features by name, then the raw score and the probability.
/// </summary>
/// <param name="rows">The vectors.</param>
public sealed class GoldenScores(IReadOnlyList<GoldenScore> rows)
{
    /// <summary>The vectors.</summary>
    public IReadOnlyList<GoldenScore> Rows { get; } = rows;

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">It was made for other features.</exception>
    public static GoldenScores Read(string path)
    {
        var lines = File.ReadAllLines(path);
        if (lines[0] != Header) throw new InvalidDataException($"{Path.GetFileName(path)} was made for other features.");
        return new GoldenScores([.. lines.Skip(1).Select(static line => Of(line.Split(',')))]);
    }

    /// <summary>Writes the file.</summary>
    public void Write(string path) => File.WriteAllLines(path, [Header, .. Rows.Select(static row => string.Join(',', Cells(row)))]);

    private static string Header => string.Join(',', [.. FeatureSchema.All.Select(static feature => feature.Name), "raw", "probability"]);

    private static IEnumerable<string> Cells(GoldenScore row) =>
        row.Features.Append(row.Raw).Append(row.Probability).Select(static value => value.ToString("R", CultureInfo.InvariantCulture));

    private static GoldenScore Of(string[] cells)
    {
        var values = cells.Select(static cell => float.Parse(cell, CultureInfo.InvariantCulture)).ToArray();
        return new GoldenScore(values[..FeatureSchema.Length], values[FeatureSchema.Length], values[FeatureSchema.Length + 1]);
    }
}

/// <summary>What ML.NET said of a vector.</summary>
/// <param name="Features">The vector.</param>
/// <param name="Raw">Sum of the trees.</param>
/// <param name="Probability">Calibrated.</param>
public sealed record GoldenScore(float[] Features, float Raw, float Probability);
