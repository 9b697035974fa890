using Monitoring.Contracts.Alert;

namespace Monitoring.Models.Evaluation;

/// <summary>What a replay said of one account over time.</summary>
/// <param name="id">Its id.</param>
public sealed class AccountTrail(string id)
{
    private readonly List<RuleSignal> _signals = [];
    private readonly List<ScorePoint> _scores = [];

    /// <summary>Its id.</summary>
    public string Id { get; } = id;

    /// <summary>Alerts of rules that were raised or grew, in order.</summary>
    public IReadOnlyList<RuleSignal> Signals => _signals;

    /// <summary>The highest score of each day on which one was kept, in order.</summary>
    public IReadOnlyList<ScorePoint> Scores => _scores;

    /// <summary>Highest score of all.</summary>
    public float Highest { get; private set; }

    /// <summary>Highest score of the postings that live scoring looks at.</summary>
    public float HighestTriggered { get; private set; }

    /// <summary>Whether a rule raised an alert that watchers see; a line of the monthly list is none.</summary>
    public bool FlaggedByRules => _signals.Exists(static signal => signal.Raised && !signal.ListOnly);

    /// <summary>A rule's alert was raised or grew.</summary>
    public void Add(RuleSignal signal) => _signals.Add(signal);

    /// <summary>A posting was scored.</summary>
    /// <param name="at">Event time, UTC ticks.</param>
    /// <param name="score">Probability.</param>
    /// <param name="triggered">Whether live scoring looks at this posting.</param>
    public void Add(long at, float score, bool triggered)
    {
        Highest = Math.Max(Highest, score);
        if (triggered) HighestTriggered = Math.Max(HighestTriggered, score);
        if (_scores.Count > 0 && _scores[^1].At / TimeSpan.TicksPerDay == at / TimeSpan.TicksPerDay)
        {
            if (_scores[^1].Score >= score) return;
            _scores.RemoveAt(_scores.Count - 1);
        }

        _scores.Add(new ScorePoint(at, score));
    }

    /// <summary>Highest score between two instants (UTC ticks), both included.</summary>
    public float HighestBetween(long from, long to)
    {
        var highest = 0f;
        foreach (var point in _scores)
        {
            if (point.At >= from && point.At <= to) highest = Math.Max(highest, point.Score);
        }

        return highest;
    }

    /// <summary>First time between two instants that the score reached a threshold.</summary>
    public long? FirstReached(float threshold, long from, long to)
    {
        foreach (var point in _scores)
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

/// <summary>A rule's alert was raised or grew.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="At">Event time, UTC ticks.</param>
/// <param name="Severity">Its severity then.</param>
/// <param name="ListOnly">Whether it is only a line of the monthly list.</param>
/// <param name="Raised">Whether it was raised, or only grew.</param>
public readonly record struct RuleSignal(AlertRule Rule, long At, Severity Severity, bool ListOnly, bool Raised);
