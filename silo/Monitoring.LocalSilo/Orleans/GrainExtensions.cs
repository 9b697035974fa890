using Monitoring.LocalSilo;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Identity of a grain or of a reference.</summary>
public static class GrainExtensions
{
    /// <summary>The key of a grain or of a reference to one.</summary>
    /// <exception cref="ArgumentException">Neither a grain nor a reference.</exception>
    public static string GetPrimaryKeyString(this IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain switch
        {
            Grain self => self.Activation.Key,
            ILocalGrainReference reference => reference.Key,
            _ => throw new ArgumentException($"{grain.GetType().FullName} is neither a grain nor a reference to one.", nameof(grain)),
        };
    }

    /// <summary>A reference to the grain itself, to be handed to others in place of <c>this</c>.</summary>
    /// <exception cref="ArgumentException">Neither a grain nor a reference, or no class is registered for the interface.</exception>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain switch
        {
            Grain self => self.Activation.Host.GetReference<TGrainInterface>(self.Activation.Key),
            ILocalGrainReference reference => reference.Host.GetReference<TGrainInterface>(reference.Key),
            _ => throw new ArgumentException($"{grain.GetType().FullName} is neither a grain nor a reference to one.", nameof(grain)),
        };
    }
}
