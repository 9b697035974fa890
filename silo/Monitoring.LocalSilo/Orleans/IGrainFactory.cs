namespace Orleans;

/// <summary>Gives references to grains. A grain always exists; it is activated by its first call, not here.</summary>
public interface IGrainFactory
{
    /// <summary>A reference to the grain with this key. Cheap; makes no call.</summary>
    /// <param name="primaryKey">The grain's key, not null.</param>
    /// <param name="grainClassNamePrefix">Start of the full name of the class meant, when several classes implement the interface.</param>
    /// <exception cref="ArgumentException">No class is registered for the interface, or it does not fit the prefix.</exception>
    TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey;
}
