using Orleans;

namespace Monitoring.Contracts.Feed;

/// <summary>A grain's durable answer to one posting.</summary>
/// <param name="Verdict">What became of it.</param>
/// <param name="Sequence">Sequence of the account's last posting, as of this answer.</param>
/// <param name="Balance">The account's balance as of this answer, minor units.</param>
/// <param name="Code">One of <see cref="FeedCodes"/> when rejected.</param>
/// <param name="Field">The field at fault, when rejected.</param>
/// <param name="Message">Why, in English, when rejected.</param>
[GenerateSerializer, Alias("posting-outcome"), Immutable]
public readonly record struct PostingOutcome(
    [property: Id(0)] PostingVerdict Verdict,
    [property: Id(1)] long Sequence,
    [property: Id(2)] long Balance,
    [property: Id(3)] string? Code = null,
    [property: Id(4)] string? Field = null,
    [property: Id(5)] string? Message = null);
