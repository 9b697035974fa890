namespace Monitoring.Models.Evaluation;

/// <summary>The highest score of each day on which one was worth keeping, in order.</summary>
public sealed class DailyScores
{
    private readonly List<ScorePoint> _points = [];

    /// <summary>The points.</summary>
    public IReadOnlyList<ScorePoint> Points => _points;

    /// <summary>Highest of all.</summary>
    public float Highest { get; private set; }

    /// <summary>Takes a score; instants never go back. Below <see cref="TrailObserver.Floor"/> nothing is kept.</summary>
    /// <param name="at">Event time, UTC ticks.</param>
    /// <param name="score">Probability.</param>
    public void Add(long at, float score)
    {
        if (score < TrailObserver.Floor) return;
        Highest = Math.Max(Highest, score);
        if (_points.Count > 0 && _points[^1].At / TimeSpan.TicksPerDay == at / TimeSpan.TicksPerDay)
        {
            if (_points[^1].Score >= score) return;
            _points.RemoveAt(_points.Count - 1);
        }

        _points.Add(new ScorePoint(at, score));
    }

    /// <summary>Highest score between two instants (UTC ticks), both included.</summary>
    public float HighestBetween(long from, long to)
    {
        var highest = 0f;
        foreach (var point in _points)
        {
            if (point.At >= from && point.At <= to) highest = Math.Max(highest, point.Score);
        }

        return highest;
    }

    /// <summary>First time between two instants that the score reached a threshold.</summary>
    public long? FirstReached(float threshold, long from, long to)
    {
        foreach (var point in _points)
        {
            if (point.At >= from && point.At <= to && point.Score >= threshold) return point.At;
        }

        return null;
    }
}

/// <summary>A score at an instant.</summary>
/// <param name="At">Event time, UTC ticks.</param>
/// <param name="Score">Probability.</param>
public readonly record struct ScorePoint(long At, float Score);
