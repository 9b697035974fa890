using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace Monitoring.Models.Training.Boosting;

/// <summary>Trees as ML.NET holds them.</summary>
internal sealed class BoostedTrees
{
    /// <summary>The earliest instant a zip can carry: the same training gives the same bytes, whenever it is done.</summary>
    private static readonly DateTimeOffset NoInstant = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly MLContext _context;
    private readonly SchemaDefinition _schema;
    private readonly ITransformer _transformer;
    private readonly DataViewSchema? _inputs;

    public BoostedTrees(
        MLContext context,
        SchemaDefinition schema,
        BinaryPredictionTransformer<CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator>> transformer)
    {
        _context = context;
        _schema = schema;
        _transformer = transformer;
        Ensemble = transformer.Model.SubModel.TrainedTreeEnsemble;
    }

    private BoostedTrees(BoostedTrees trees, ITransformer transformer, DataViewSchema inputs, PlattFit calibration)
    {
        (_context, _schema, Ensemble) = (trees._context, trees._schema, trees.Ensemble);
        (_transformer, _inputs, Calibration) = (transformer, inputs, calibration);
    }

    /// <summary>What ML.NET says of rows by a file that <see cref="Save"/> wrote, in their order.</summary>
    public static IEnumerable<ScoredRow> ScoreByFile(string path, LabelledRows rows)
    {
        var context = new MLContext();
        var transformer = context.Model.Load(path, out _);
        var schema = SchemaDefinition.Create(typeof(TrainingRow));
        schema[nameof(TrainingRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows.Width);
        return Score(context, schema, transformer, rows);
    }

    /// <summary>The trees.</summary>
    public TreeEnsemble<RegressionTree> Ensemble { get; }

    /// <summary>From raw score to probability.</summary>
    public PlattFit Calibration { get; }

    /// <summary>The same trees with a calibration behind them.</summary>
    public BoostedTrees Calibrate(PlattFit fit, IDataView view)
    {
        var raw = _transformer.Transform(view);
        var sigmoid = _context.BinaryClassification.Calibrators.Platt(fit.Slope, fit.Offset).Fit(raw);
        var chain = new TransformerChain<ITransformer>(_transformer, sigmoid);
        return new BoostedTrees(this, chain, view.Schema, fit);
    }

    /// <summary>Sums of the trees, in the order of the rows.</summary>
    public float[] RawScores(LabelledRows rows) => [.. Score(rows).Select(static row => row.Score)];

    /// <summary>What ML.NET says of rows, in their order.</summary>
    public IEnumerable<ScoredRow> Score(LabelledRows rows) => Score(_context, _schema, _transformer, rows);

    /// <summary>Writes ML.NET's own file; the same trees give the same bytes.</summary>
    public void Save(string path)
    {
        using var saved = new MemoryStream();
        _context.Model.Save(_transformer, _inputs ?? throw new InvalidOperationException("Trees are saved calibrated."), saved);
        using var source = new ZipArchive(saved, ZipArchiveMode.Read);
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        using var target = new ZipArchive(file, ZipArchiveMode.Create);
        foreach (var entry in source.Entries.OrderBy(static entry => entry.FullName, StringComparer.Ordinal))
        {
            var copy = target.CreateEntry(entry.FullName, CompressionLevel.SmallestSize);
            copy.LastWriteTime = NoInstant;
            using var from = entry.Open();
            using var to = copy.Open();
            from.CopyTo(to);
        }
    }

    private static IEnumerable<ScoredRow> Score(MLContext context, SchemaDefinition schema, ITransformer transformer, LabelledRows rows)
    {
        var view = context.Data.LoadFromEnumerable(
            Enumerable.Range(0, rows.Count).Select(i => new TrainingRow { Features = rows[i] }), schema);
        return context.Data.CreateEnumerable<ScoredRow>(transformer.Transform(view), reuseRowObject: false);
    }
}
