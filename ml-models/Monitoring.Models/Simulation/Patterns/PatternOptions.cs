namespace Monitoring.Models.Simulation;

/// <summary>How many cases are planted, how strong and how well hidden.</summary>
public sealed record PatternOptions
{
    /// <summary>Cases of each kind over a run of given length; 0 plants none. Default 0.</summary>
    public int CasesPerKind { get; init; }

    /// <summary>For an endless run: cases a day, all kinds together, after the opening scene. Default 0.</summary>
    public int CasesPerDay { get; init; }

    /// <summary>Which kinds are planted; all by default.</summary>
    public IReadOnlyList<PatternKind> Kinds { get; init; } = Enum.GetValues<PatternKind>();

    /// <summary>Share of cases that hide, in permille (0 to 1000). Default 300.</summary>
    public int DisguisedPermille { get; init; } = 300;

    /// <summary>Weakest strength planted, 1 to 100. Default 20.</summary>
    public int MinStrength { get; init; } = 20;

    /// <summary>Greatest strength planted, 1 to 100. Default 100.</summary>
    public int MaxStrength { get; init; } = 100;

    /// <summary>
    /// Draws strength dimension by dimension, and plants lifelike cases: on accounts of all walks of life, at the hours and in the words of
    /// ordinary postings. Null (the default) plants plain cases on calm accounts, of a strength between <see cref="MinStrength"/> and
    /// <see cref="MaxStrength"/>, as a rule's test or a demonstration wants them.
    /// </summary>
    public PatternStrengths? Strengths { get; init; }

    /// <summary>Cases unfold within minutes instead of days: for demonstrations.</summary>
    public bool Compressed { get; init; }

    internal bool IsLifelike => Strengths is not null;

    internal bool Any => CasesPerKind > 0 || CasesPerDay > 0;
}
