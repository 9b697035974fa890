using Monitoring.Contracts.Alert;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Inputs;

/// <summary>Which alerts a list has.</summary>
[GraphQLName("AlertFilter")]
[GraphQLDescription(
    "What is left out does not restrict. Lines of the monthly list (ZERO_OR_EMPTY) come only when `rules` names them or "
    + "`account` is given.")]
public sealed record AlertFilterInput
{
    /// <summary>Where they stand.</summary>
    public IReadOnlyList<AlertState>? States { get; init; }

    /// <summary>What they are about.</summary>
    public IReadOnlyList<AlertRule>? Rules { get; init; }

    /// <summary>Lowest severity.</summary>
    public Severity? MinSeverity { get; init; }

    /// <summary>Exact severities.</summary>
    [GraphQLDescription("Exactly these; together with minSeverity both must hold.")]
    public IReadOnlyList<Severity>? Severities { get; init; }

    /// <summary>Branch.</summary>
    [GraphQLId]
    [GraphQLDescription("Includes the branches below it.")]
    public string? Branch { get; init; }

    /// <summary>Account or settlement account.</summary>
    [GraphQLId]
    [GraphQLDescription("An account or settlement account.")]
    public string? Account { get; init; }

    /// <summary>Raised later than this.</summary>
    public DateTimeOffset? RaisedAfter { get; init; }

    /// <summary>Raised earlier than this.</summary>
    public DateTimeOffset? RaisedBefore { get; init; }
}
