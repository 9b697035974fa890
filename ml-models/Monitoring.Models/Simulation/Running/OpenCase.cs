namespace Monitoring.Models.Simulation;

/// <summary>A planted case while it unfolds.</summary>
internal sealed class OpenCase
{
    public required int Number { get; init; }

    public required PatternKind Kind { get; init; }

    public required long BeginsMs { get; init; }

    public required int Strength { get; init; }

    public required Disguise Disguise { get; init; }

    public List<int> Accounts { get; } = [];

    public List<string> Postings { get; } = [];

    public string? Rule { get; set; }

    public bool Clear { get; set; }

    /// <summary>The case is a state that is complete at its mark, not at its last posting.</summary>
    public bool EndsAtMark { get; set; }

    public int StepsLeft { get; set; }

    public DateTimeOffset? From { get; set; }

    public DateTimeOffset? To { get; set; }
}
