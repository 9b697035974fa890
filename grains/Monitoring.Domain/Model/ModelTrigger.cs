using System.Text.Json;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;

namespace Monitoring.Domain.Model;

/// <summary>
/// When a model looks at an account; part of what the model is: it is trained and measured at these postings. It looks at a posting that
/// carries what came in, or what went out, in the account's running block of five days across another part of what the bank calls large:
/// every large posting is one, small ones are when enough of them has come together, and between two looks less than such a part moves
/// either way in a block. Needs no memory of its own, so that a replay looks at the same postings. Immutable.
/// </summary>
public sealed record ModelTrigger
{
    /// <summary>Name of the property that holds it in the manifest.</summary>
    internal const string Property = "trigger";

    private const string PartsProperty = "partsOfLarge";
    private const int PartsMax = 1_000_000;

    /// <summary>Makes a trigger.</summary>
    /// <param name="partsOfLarge">See <see cref="PartsOfLarge"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0 or above 1,000,000.</exception>
    public ModelTrigger(int partsOfLarge)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partsOfLarge);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(partsOfLarge, PartsMax);
        PartsOfLarge = partsOfLarge;
    }

    /// <summary>The model looks at every posting.</summary>
    public static ModelTrigger Always { get; } = new(0);

    /// <summary>Into how many parts the bank's own limit for large amounts of this kind and currency is cut; 0 to look at every posting.</summary>
    public int PartsOfLarge { get; }

    /// <summary>Whether the account's last customer-initiated posting calls for a look. It has one: see <see cref="Features.Fill"/>.</summary>
    public bool IsDue(LedgerState state, LargeParameters large)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(large);
        if (PartsOfLarge == 0) return true;
        var part = Math.Max(1, large.LimitOf(state.Account!.Kind, state.Currency) / PartsOfLarge);
        ref readonly var features = ref state.Detection.Features;
        var signed = features.Last.Signed;
        ref readonly var block = ref features.MixBuckets[^1];
        // The block's sum has the posting in it already.
        return signed > 0 ? block.In % part < signed : block.Out % part < -signed;
    }

    /// <summary>Reads it off a manifest.</summary>
    internal static ModelTrigger Read(JsonElement manifest)
    {
        const string where = $"{ModelPackage.ManifestFile}.{Property}";
        var told = ModelJson.Required(manifest, Property, ModelPackage.ManifestFile);
        if (told.ValueKind != JsonValueKind.Object) throw new ModelFormatException($"{where}: an object is wanted.");
        // A condition that this program does not know would make another model of it.
        ModelJson.OnlyKnown(told, where, PartsProperty);
        return new ModelTrigger(ModelJson.Int(told, PartsProperty, where, 0, PartsMax));
    }
}
