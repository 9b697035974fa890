using Monitoring.Domain.Model;
using Monitoring.Models.Evaluation;

namespace Monitoring.Models.Training.Boosting;

/// <summary>A trained model and what it was trained on.</summary>
internal sealed record TrainedModel
{
    /// <summary>As ML.NET holds it.</summary>
    public required BoostedTrees Trees { get; init; }

    /// <summary>Bytes of <c>trees.json</c>.</summary>
    public required byte[] Json { get; init; }

    /// <summary>As the platform's evaluator reads it.</summary>
    public required TreeModel Model { get; init; }

    /// <summary>Rows learned from.</summary>
    public required LabelledRows Learned { get; init; }

    /// <summary>Rows checked and calibrated on.</summary>
    public required LabelledRows Checking { get; init; }

    /// <summary>Probability from which it warns.</summary>
    public required float Threshold { get; init; }

    /// <summary>What it said of the banks on which the threshold was chosen.</summary>
    public required IReadOnlyList<BankResult> ThresholdBanks { get; init; }
}
