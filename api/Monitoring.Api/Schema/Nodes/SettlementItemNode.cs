using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Nodes;

/// <summary>Where an item of a settlement account stands.</summary>
public enum SettlementItemState
{
    /// <summary>Not cleared yet.</summary>
    Pending,

    /// <summary>Timing only.</summary>
    Outstanding,

    /// <summary>Not confirmed when it should have been.</summary>
    SuspectedError,

    /// <summary>An error.</summary>
    ConfirmedError,

    /// <summary>Cleared.</summary>
    Cleared,

    /// <summary>Adjusted.</summary>
    Adjusted,
}

/// <summary>An open item.</summary>
[GraphQLName("SettlementItem")]
public sealed class SettlementItemNode(SettlementItemRow row)
{
    /// <summary>Trace number.</summary>
    public string Trace => row.Trace;

    /// <summary>Signed amount.</summary>
    [GraphQLDescription("Signed, credit-positive.")]
    public long Amount => row.Amount;

    /// <summary>When it was booked.</summary>
    public DateTimeOffset BookedAt => row.BookedAt;

    /// <summary>Where it stands. An item without a verdict of the clearing is pending.</summary>
    public SettlementItemState State => SettlementItemState.Pending;

    /// <summary>Sequence of the posting that opened it.</summary>
    internal long Sequence => row.Sequence;
}
