using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Alert;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Inputs;

/// <summary>Which accounts a list has.</summary>
[GraphQLName("AccountFilter")]
public sealed record AccountFilterInput
{
    /// <summary>Branch.</summary>
    [GraphQLId]
    [GraphQLDescription("Includes the branches below it.")]
    public string? Branch { get; init; }

    /// <summary>Kinds.</summary>
    public IReadOnlyList<AccountKind>? Kinds { get; init; }

    /// <summary>Classes.</summary>
    public IReadOnlyList<ReconciliationClass>? Classes { get; init; }

    /// <summary>ISO 4217.</summary>
    public string? Currency { get; init; }

    /// <summary>Lowest balance.</summary>
    public long? MinBalance { get; init; }

    /// <summary>Highest balance.</summary>
    public long? MaxBalance { get; init; }

    /// <summary>Start of the id.</summary>
    [GraphQLDescription("What the account's id begins with.")]
    public string? IdPrefix { get; init; }
}
