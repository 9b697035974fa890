using Monitoring.Domain.Model;
using Monitoring.Models.Simulation;

namespace Monitoring.Models.Training;

/// <summary>What a model is trained on, and how.</summary>
public sealed record TrainingPlan
{
    /// <summary>The trigger's parts, if nothing else is said: with fewer, cases of another training bank were shown later or only by rules.</summary>
    public const int PartsOfLarge = 20;

    /// <summary>Seeds of the simulated banks to learn from.</summary>
    public required IReadOnlyList<ulong> Seeds { get; init; }

    /// <summary>Seeds of banks, of the same strengths, on which the threshold is chosen.</summary>
    public required IReadOnlyList<ulong> ThresholdSeeds { get; init; }

    /// <summary>Customer accounts of each bank to learn from; <c>null</c> for the preset's.</summary>
    public int? Accounts { get; init; }

    /// <summary>Customer accounts of each bank to choose the threshold on; <c>null</c> for the preset's.</summary>
    public int? ThresholdAccounts { get; init; }

    /// <summary>Planted cases of each kind in each bank to learn from; <c>null</c> for the preset's.</summary>
    public int? CasesPerKind { get; init; }

    /// <summary>Planted cases of each kind in each bank to choose the threshold on; <c>null</c> for the preset's.</summary>
    public int? ThresholdCasesPerKind { get; init; }

    /// <summary>Rows from dispositions of the running system; none by default.</summary>
    public LabelledRows? Dispositions { get; init; }

    /// <summary>When the model looks: it learns at these postings only.</summary>
    public ModelTrigger Trigger { get; init; } = new(PartsOfLarge);

    /// <summary>Which ordinary postings become rows.</summary>
    public RowSampling Sampling { get; init; } = new();

    /// <summary>How trees are grown.</summary>
    public TreeTraining Trees { get; init; } = new();

    /// <summary>Share of a bank's time to learn from; what follows after the gap is for checking.</summary>
    public double LearnedShare { get; init; } = 0.7;

    /// <summary>
    /// Days between learning and checking: the longest window of the features, so that no row of one sees a posting of the other.
    /// </summary>
    public int GapDays { get; init; } = 30;

    /// <summary>Share of ordinary accounts that rules and model together may flag in a year.</summary>
    public double FlaggedShare { get; init; } = 0.009;

    /// <summary>Lanes to replay on.</summary>
    public int Lanes { get; init; } = 1;

    /// <summary>How many cases each planted one stands for: the density of the preset by that of the banks to learn from.</summary>
    public float CaseWeight
    {
        get
        {
            var (usual, learned) = (SimulationPresets.Training(), LearnedBank(Seeds[0]));
            return (float)usual.Patterns.CasesPerKind * learned.Accounts / usual.Accounts / learned.Patterns.CasesPerKind;
        }
    }

    /// <summary>The bank of a seed to learn from.</summary>
    public SimulationOptions LearnedBank(ulong seed) => BankOf(seed, Accounts, CasesPerKind);

    /// <summary>The bank of a seed to choose the threshold on.</summary>
    public SimulationOptions ThresholdBank(ulong seed) => BankOf(seed, ThresholdAccounts, ThresholdCasesPerKind);

    private static SimulationOptions BankOf(ulong seed, int? accounts, int? casesPerKind)
    {
        var basis = SimulationPresets.Training(seed);
        return basis with
        {
            Accounts = accounts ?? basis.Accounts,
            Patterns = basis.Patterns with { CasesPerKind = casesPerKind ?? basis.Patterns.CasesPerKind },
        };
    }
}
