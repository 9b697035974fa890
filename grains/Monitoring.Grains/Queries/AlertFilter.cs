using Monitoring.Contracts.Alert;

namespace Monitoring.Grains.Queries;

/// <summary>Which alerts a list or count has; what is <c>null</c> does not restrict, an empty list lets nothing through.</summary>
public sealed record AlertFilter
{
    /// <summary>Where they stand.</summary>
    public IReadOnlyCollection<AlertState>? States { get; init; }

    /// <summary>What they are about.</summary>
    public IReadOnlyCollection<AlertRule>? Rules { get; init; }

    /// <summary>Lowest severity.</summary>
    public Severity? MinSeverity { get; init; }

    /// <summary>Exactly these severities; together with <see cref="MinSeverity"/> both must hold.</summary>
    public IReadOnlyCollection<Severity>? Severities { get; init; }

    /// <summary>Branches; the caller adds those below a branch.</summary>
    public IReadOnlyCollection<string>? Branches { get; init; }

    /// <summary>Account or settlement account.</summary>
    public string? Account { get; init; }

    /// <summary>Raised later than this.</summary>
    public DateTimeOffset? RaisedAfter { get; init; }

    /// <summary>Raised earlier than this.</summary>
    public DateTimeOffset? RaisedBefore { get; init; }

    /// <summary>Whether they stand only on the monthly list.</summary>
    public bool? ListOnly { get; init; }
}
