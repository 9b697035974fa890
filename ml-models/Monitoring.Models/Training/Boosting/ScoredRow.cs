namespace Monitoring.Models.Training.Boosting;

/// <summary>What ML.NET says of a row.</summary>
internal sealed class ScoredRow
{
    /// <summary>Sum of the trees.</summary>
    public float Score { get; set; }

    /// <summary>Calibrated.</summary>
    public float Probability { get; set; }
}
