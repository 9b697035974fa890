using Orleans;

namespace Monitoring.Contracts.Reference;

/// <summary>A grain's durable answer to a reference record.</summary>
/// <param name="Changed">Whether anything was new; a repeated record is accepted and changes nothing.</param>
/// <param name="Code">One of <see cref="Feed.FeedCodes"/> when rejected, else <c>null</c>.</param>
/// <param name="Field">The field at fault, when rejected.</param>
/// <param name="Message">Why, in English, when rejected.</param>
[GenerateSerializer, Alias("reference-outcome"), Immutable]
public readonly record struct ReferenceOutcome(
    [property: Id(0)] bool Changed,
    [property: Id(1)] string? Code = null,
    [property: Id(2)] string? Field = null,
    [property: Id(3)] string? Message = null)
{
    /// <summary>Whether the record was refused.</summary>
    public bool IsRejected => Code is not null;
}
