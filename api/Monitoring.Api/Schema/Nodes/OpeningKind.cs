using Monitoring.Contracts.Ledger;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Nodes;

/// <summary>Who brought an account to the bank, when it is known.</summary>
[GraphQLName("OpenedBy")]
public enum OpeningKind
{
    /// <summary>The bank's own marketing.</summary>
    Marketed,

    /// <summary>The customer walked in.</summary>
    WalkIn,
}

/// <summary>From what is stored.</summary>
internal static class OpeningKinds
{
    public static OpeningKind? Of(OpenedBy? opened) => opened switch
    {
        OpenedBy.Marketed => OpeningKind.Marketed,
        OpenedBy.WalkIn => OpeningKind.WalkIn,
        _ => null,
    };
}
