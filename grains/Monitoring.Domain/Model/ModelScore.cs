namespace Monitoring.Domain.Model;

/// <summary>An account's score as it was last recorded.</summary>
/// <param name="Value">Probability, 0 to 1.</param>
/// <param name="Version">Version of the model.</param>
public sealed record ModelScore(double Value, string Version)
{
    /// <summary>
    /// Probability from which a score is recorded, and by how much it must move to be recorded again: what lies below says nothing, and
    /// each record is a line in the account's journal. While such a score stands every posting is looked at.
    /// </summary>
    public const double Notable = 0.05;

    /// <summary>Whether a new score is to be recorded in the place of the one that is.</summary>
    internal static bool IsNews(ModelScore? recorded, double value, string version)
    {
        if (recorded is null) return value >= Notable;
        // Of an account that has become quiet under another model, nothing new is to be said either.
        if (recorded.Version != version) return value >= Notable || recorded.Value >= Notable;
        // Whether the account is looked at more closely hangs on it, so that it must be known as it is.
        return Math.Abs(value - recorded.Value) >= Notable || value >= Notable != recorded.Value >= Notable;
    }
}
