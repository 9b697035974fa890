namespace Monitoring.Domain.Model;

/// <summary>What one number of a vector is.</summary>
/// <param name="Feature">Its index.</param>
/// <param name="Name">Its name in files and metrics: lower case, digits and underscores.</param>
/// <param name="Unit">Its unit; see <see cref="FeatureSchema"/> for the scales.</param>
/// <param name="Min">Least value it can have.</param>
/// <param name="Max">Largest value it can have.</param>
/// <param name="Meaning">What it says of the account.</param>
public sealed record FeatureDefinition(Feature Feature, string Name, FeatureUnit Unit, float Min, float Max, string Meaning);
