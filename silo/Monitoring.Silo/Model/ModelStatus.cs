namespace Monitoring.Silo.Model;

/// <summary>How it stands with the model, as of a moment.</summary>
/// <param name="State">State.</param>
/// <param name="Version">Version in force; <c>null</c> for none.</param>
/// <param name="Threshold">Probability from which it warns.</param>
/// <param name="Problem">Why what lies in the folder is refused; <c>null</c> when it is not.</param>
public sealed record ModelStatus(ModelState State, string? Version, double? Threshold, string? Problem)
{
    /// <summary>Whether somebody should look.</summary>
    public bool IsDegraded => State is ModelState.Drifted or ModelState.Refused;
}
