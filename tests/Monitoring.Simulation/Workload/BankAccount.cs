namespace Monitoring.Simulation.Workload;

/// <summary>An account as those know it who declare it.</summary>
/// <param name="id">Its id.</param>
/// <param name="kind">Its kind, as the feed writes it; of a settlement account a settlement kind.</param>
internal sealed class BankAccount(string id, string kind)
{
    public string Id { get; } = id;

    public string Kind { get; } = kind;

    public bool IsSettlement { get; init; }

    /// <summary>Whether it is declared before the first posting, after some, or never.</summary>
    public bool IsDeclared { get; set; }

    public long Opening { get; init; }

    public string? Owner { get; init; }

    public bool IsWalkIn { get; init; }

    /// <summary>The branch last acknowledged; <c>null</c> while none is.</summary>
    public string? Branch { get; set; }
}
