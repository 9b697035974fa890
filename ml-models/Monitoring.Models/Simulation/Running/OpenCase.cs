namespace Monitoring.Models.Simulation;

/// <summary>A planted case while it unfolds.</summary>
internal sealed class OpenCase
{
    public required int Number { get; init; }

    public required PatternKind Kind { get; init; }

    public required long BeginsMs { get; init; }

    public required CaseCharacter Character { get; init; }

    /// <summary>The main one first.</summary>
    public List<(int Account, CaseRole Role)> Accounts { get; } = [];

    public List<string> Postings { get; } = [];

    public string? Rule { get; set; }

    public bool Clear { get; set; }

    /// <summary>The case is a state that is complete at its mark, not at its last posting.</summary>
    public bool EndsAtMark { get; set; }

    /// <summary>The main account lives no ordinary life while the case lasts.</summary>
    public bool SilencesMain { get; set; }

    public int StepsLeft { get; set; }

    public DateTimeOffset? From { get; set; }

    public DateTimeOffset? To { get; set; }
}
