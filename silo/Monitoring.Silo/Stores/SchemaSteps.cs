namespace Monitoring.Silo.Stores;

/// <summary>Compares a database's schema with what this version of the platform knows.</summary>
internal static class SchemaSteps
{
    /// <summary>Checks that the steps applied are the first of those known.</summary>
    /// <param name="applied">Number and hash of each step applied, in order.</param>
    /// <param name="steps">The steps known.</param>
    /// <param name="elsewhere">What the operator can do instead, as <c>name another directory with --data</c>.</param>
    /// <exception cref="StoreSchemaException">They are not.</exception>
    public static void Require(List<(long Version, string Hash)> applied, IReadOnlyList<Migration> steps, string elsewhere)
    {
        if (applied.Count > steps.Count)
        {
            throw new StoreSchemaException(
                $"The database has schema version {applied[^1].Version}; this version of the platform knows up to {steps.Count}. "
                + $"Start a newer version of the platform, or {elsewhere}.");
        }

        for (var i = 0; i < applied.Count; i++)
        {
            if (applied[i].Version == steps[i].Version && applied[i].Hash == steps[i].Hash) continue;
            throw new StoreSchemaException(
                $"The database was made by a build whose schema step {steps[i].Name} differs. Use the build that made it, or {elsewhere}.");
        }
    }
}
