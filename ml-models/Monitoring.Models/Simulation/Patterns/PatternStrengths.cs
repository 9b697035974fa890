namespace Monitoring.Models.Simulation;

/// <summary>
/// How strong planted cases are: for each dimension the ranges it is drawn from, each range as likely as the others and each dimension by
/// itself. <see cref="Training"/> and <see cref="Evaluation"/> have no value in common in any dimension.
/// </summary>
public sealed record PatternStrengths
{
    /// <summary>Greatest size of an amount, permille.</summary>
    private const int AmountMax = 20_000;

    /// <summary>Greatest length of a case, permille of the usual: twenty days become sixty.</summary>
    private const int SpanMax = 3_000;

    /// <summary>Number of legs, pieces and helpers, 1 to 100.</summary>
    public required IReadOnlyList<StrengthBand> Legs { get; init; }

    /// <summary>Size of large sums, permille of what is surely large on the account.</summary>
    public required IReadOnlyList<StrengthBand> Amount { get; init; }

    /// <summary>Size of sums that stay beneath the limit, permille of the limit.</summary>
    public required IReadOnlyList<StrengthBand> Beneath { get; init; }

    /// <summary>Time a case takes, permille of the pattern's usual time.</summary>
    public required IReadOnlyList<StrengthBand> Span { get; init; }

    /// <summary>Share kept in a plain case, permille.</summary>
    public required IReadOnlyList<StrengthBand> Kept { get; init; }

    /// <summary>Share kept in a case that hides by keeping a part, permille.</summary>
    public required IReadOnlyList<StrengthBand> PartKept { get; init; }

    /// <summary>What models learn from.</summary>
    public static PatternStrengths Training { get; } = new()
    {
        Legs = [new(10, 25), new(41, 55), new(71, 85)],
        Amount = [new(1_000, 1_250), new(1_600, 2_000), new(2_600, 3_200)],
        Beneath = [new(500, 600), new(700, 800), new(880, 930)],
        Span = [new(500, 750), new(1_000, 1_250)],
        Kept = [new(10, 25), new(40, 50)],
        PartKept = [new(180, 260), new(330, 400)],
    };

    /// <summary>What models are measured on: values between and beyond those of training, weaker and stronger ones among them.</summary>
    public static PatternStrengths Evaluation { get; } = new()
    {
        Legs = [new(1, 9), new(26, 40), new(56, 70), new(86, 100)],
        Amount = [new(1_251, 1_599), new(2_001, 2_599), new(3_201, 4_000)],
        Beneath = [new(420, 499), new(601, 699), new(801, 879), new(931, 970)],
        Span = [new(300, 499), new(751, 999), new(1_251, 1_500)],
        Kept = [new(3, 9), new(26, 39), new(51, 60)],
        PartKept = [new(130, 179), new(261, 329), new(401, 450)],
    };

    /// <summary>The first bound that does not hold, in words; null when all do.</summary>
    internal string? Problem() =>
        Problem(nameof(Legs), Legs, 100) ?? Problem(nameof(Amount), Amount, AmountMax) ?? Problem(nameof(Beneath), Beneath, 1_000)
        ?? Problem(nameof(Span), Span, SpanMax) ?? Problem(nameof(Kept), Kept, 900) ?? Problem(nameof(PartKept), PartKept, 900);

    /// <summary>The shape of one case, by lot.</summary>
    internal PatternShape Draw(Disguise disguise, ref RandomStream random) => new()
    {
        Legs = Draw(Legs, ref random),
        AmountPermille = Draw((disguise & Disguise.BeneathLimits) != 0 ? Beneath : Amount, ref random),
        SpanPermille = Draw(Span, ref random),
        KeptPermille = Draw((disguise & Disguise.PartKept) != 0 ? PartKept : Kept, ref random),
    };

    private static int Draw(IReadOnlyList<StrengthBand> bands, ref RandomStream random)
    {
        var band = bands[random.Below(bands.Count)];
        return (int)random.Between(band.Low, band.High);
    }

    private static string? Problem(string name, IReadOnlyList<StrengthBand> bands, int most) =>
        bands.Count > 0 && bands.All(band => band.Low >= 1 && band.Low <= band.High && band.High <= most)
            ? null
            : $"the strengths' {name} must be one range or more within 1 to {most:N0}";
}
