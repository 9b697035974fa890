using Monitoring.Contracts.Feed;

namespace Monitoring.Domain.Model;

/// <summary>A customer-initiated posting as the features see it, with what the account was like just before.</summary>
internal readonly ref struct FeaturePosting
{
    /// <summary>The posting.</summary>
    public required Posting Posting { get; init; }

    /// <summary>Event time: the booking, or the high-water mark of a late one; UTC ticks.</summary>
    public required long At { get; init; }

    /// <summary>Offset of the event time, minutes.</summary>
    public required int OffsetMinutes { get; init; }

    /// <summary>Hash of the party; 0 for none.</summary>
    public required long Party { get; init; }

    /// <summary>Whether the account remembered the party before.</summary>
    public required bool PartyKnown { get; init; }

    /// <summary>Earlier calendar months in which the party was seen the same way.</summary>
    public required int PartyMonths { get; init; }

    /// <summary>The customer's movement before; since opening when there was none; UTC ticks, 0 when neither is known.</summary>
    public required long Before { get; init; }

    /// <summary>Balance before, minor units.</summary>
    public required long BalanceBefore { get; init; }

    /// <summary>Whether the amount lies just beneath the bank's limit.</summary>
    public required bool BeneathLimit { get; init; }

    /// <summary>Whether it was booked at another branch than the account's.</summary>
    public required bool Away { get; init; }

    /// <summary>Whether a teller booked it by hand who owns the account or is related to it.</summary>
    public required bool OwnTeller { get; init; }
}
