using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Ledger;

namespace Monitoring.Grains.Queries;

/// <summary>
/// Which accounts or settlement accounts a list has; what is <c>null</c> does not restrict, an empty list lets nothing through.
/// </summary>
public sealed record LedgerFilter
{
    /// <summary>Accounts or settlement accounts.</summary>
    public required GrainKind Grain { get; init; }

    /// <summary>Branches; the caller adds those below a branch.</summary>
    public IReadOnlyCollection<string>? Branches { get; init; }

    /// <summary>Kinds of accounts.</summary>
    public IReadOnlyCollection<AccountKind>? AccountKinds { get; init; }

    /// <summary>Kinds of settlement accounts.</summary>
    public IReadOnlyCollection<SettlementKind>? SettlementKinds { get; init; }

    /// <summary>ISO 4217.</summary>
    public string? Currency { get; init; }

    /// <summary>What the id begins with, compared byte by byte.</summary>
    public string? IdPrefix { get; init; }

    /// <summary>Whether an alert is open.</summary>
    public bool? HasOpenAlerts { get; init; }

    /// <summary>Rules of which at least one has an open alert.</summary>
    public IReadOnlyCollection<AlertRule>? WithOpenRules { get; init; }

    /// <summary>Rules of which none has an open alert.</summary>
    public IReadOnlyCollection<AlertRule>? WithoutOpenRules { get; init; }

    /// <summary>Lowest balance, minor units.</summary>
    public long? MinBalance { get; init; }

    /// <summary>Highest balance, minor units.</summary>
    public long? MaxBalance { get; init; }
}
