using Monitoring.Domain.Model;

namespace Monitoring.Silo.Model;

/// <summary>
/// Counts a model's scores and features by the bins of its training, and compares each full window of scores with it by the
/// population-stability index, <c>Σ (a - e) · ln(a / e)</c> over the bins' actual and expected shares. The score's index is the alarm; the
/// features' tell where it comes from, and are no alarm of their own: they follow the seasons and how long the bank has been watched,
/// which changes nothing while the scores stay. Counting is thread-safe and does not allocate; looking is done by one thread at a time.
/// </summary>
internal sealed class DriftMonitor : IScoreObserver
{
    /// <summary>Of every so many scores the features are counted too: counting sixty of them takes longer than scoring.</summary>
    private const int SampleEvery = 16;

    /// <summary>Least share of a bin, so that an empty one counts much and not infinitely.</summary>
    private const double ShareMin = 1e-4;

    private readonly BinCounts? _score;
    private readonly (int Feature, BinCounts Counts)[] _features;
    private readonly ModelOptions _options;
    private readonly TimeProvider _clock;
    private long _scores;
    private long _windowStart;
    private long _windowSince;

    public DriftMonitor(ModelPackage package, ModelOptions options, TimeProvider clock)
    {
        (_options, _clock, _windowSince) = (options, clock, clock.GetTimestamp());
        _score = package.ScoreDistribution is { } score ? new BinCounts(score) : null;
        _features = [.. package.FeatureDistributions.Select(one => ((int)one.Feature, new BinCounts(one.Distribution)))];
    }

    /// <summary>Scores so far.</summary>
    public long Scores => Interlocked.Read(ref _scores);

    /// <summary>All counts, the score's first.</summary>
    public IEnumerable<BinCounts> All => (_score is null ? [] : (IEnumerable<BinCounts>)[_score]).Concat(_features.Select(one => one.Counts));

    /// <summary>Whether the score's index of the last full window was above the alarm.</summary>
    public bool IsDrifting { get; private set; }

    /// <summary>The score's index of the last full window.</summary>
    public double Index => _score?.Index ?? 0;

    /// <summary>The feature that moved furthest in the last full window.</summary>
    public (string Name, double Index) Furthest { get; private set; } = ("", 0);

    /// <inheritdoc/>
    public void Scored(double score, ReadOnlySpan<float> vector)
    {
        _score?.Count(score);
        if (Interlocked.Increment(ref _scores) % SampleEvery != 0) return;
        foreach (var (feature, counts) in _features) counts.Count(vector[feature]);
    }

    /// <summary>Compares, when a window is full, and begins the next.</summary>
    public void Look()
    {
        var scores = Scores;
        if (scores - _windowStart < _options.DriftScores || _clock.GetElapsedTime(_windowSince) < TimeSpan.FromHours(_options.DriftHours)) return;
        (_windowStart, _windowSince) = (scores, _clock.GetTimestamp());
        _score?.CloseWindow(ShareMin);
        var furthest = ("", 0.0);
        foreach (var (_, counts) in _features)
        {
            counts.CloseWindow(ShareMin);
            if (counts.Index > furthest.Item2) furthest = (counts.Name, counts.Index);
        }

        Furthest = furthest;
        IsDrifting = Index > _options.DriftAlarm;
    }
}
