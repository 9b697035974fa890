using Monitoring.Contracts.Alert;
using Monitoring.Domain.Model;

namespace Monitoring.Models.Evaluation;

/// <summary>What a replay said of one account over time.</summary>
/// <param name="id">Its id.</param>
public sealed class AccountTrail(string id)
{
    private readonly List<RuleSignal> _signals = [];
    private readonly DailyScores _looked = new();
    private readonly DailyScores _all = new();

    /// <summary>Its id.</summary>
    public string Id { get; } = id;

    /// <summary>Alerts of rules that were raised or grew, in order.</summary>
    public IReadOnlyList<RuleSignal> Signals => _signals;

    /// <summary>Scores of the postings that the model looked at.</summary>
    public DailyScores Scores => _looked;

    /// <summary>What it would have said of all postings.</summary>
    public DailyScores AllScores => _all;

    /// <summary>Highest score of all that the model looked at.</summary>
    public float Highest => _looked.Highest;

    /// <summary>Whether the last score was worth recording.</summary>
    public bool IsNotable { get; private set; }

    /// <summary>Whether a rule raised an alert that watchers see; a line of the monthly list is none.</summary>
    public bool FlaggedByRules => _signals.Exists(static signal => signal.Raised && !signal.ListOnly);

    /// <summary>A rule's alert was raised or grew.</summary>
    public void Add(RuleSignal signal) => _signals.Add(signal);

    /// <summary>A posting could be scored.</summary>
    /// <param name="at">Event time, UTC ticks.</param>
    /// <param name="score">Probability.</param>
    /// <param name="looked">Whether the model looks at this posting.</param>
    public void Add(long at, float score, bool looked)
    {
        _all.Add(at, score);
        if (!looked) return;
        _looked.Add(at, score);
        IsNotable = score >= ModelScore.Notable;
    }
}

/// <summary>A rule's alert was raised or grew.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="At">Event time, UTC ticks.</param>
/// <param name="Severity">Its severity then.</param>
/// <param name="ListOnly">Whether it is only a line of the monthly list.</param>
/// <param name="Raised">Whether it was raised, or only grew.</param>
public readonly record struct RuleSignal(AlertRule Rule, long At, Severity Severity, bool ListOnly, bool Raised);
