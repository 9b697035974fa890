using Monitoring.Contracts.Alert;

namespace Monitoring.Models.Backtest;

/// <summary>Trouble that is known of: a labelled case, or an alert that people confirmed.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Accounts">The accounts in it.</param>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end.</param>
public sealed record KnownTrouble(string Name, IReadOnlyList<string> Accounts, DateTimeOffset From, DateTimeOffset To);

/// <summary>What is known to be true of a history; of most alerts nothing is.</summary>
/// <param name="Troubles">Trouble that is known of.</param>
/// <param name="FalseAlarms">Alerts that people called false.</param>
/// <param name="IsComplete">Whether what is not trouble is known to be none, as in labelled data.</param>
public sealed record KnownTruth(IReadOnlyList<KnownTrouble> Troubles, IReadOnlySet<AlertId> FalseAlarms, bool IsComplete)
{
    /// <summary>An alert after the last sign of trouble still speaks of it; the calendar's rules wait for a day's end.</summary>
    public static readonly TimeSpan After = TimeSpan.FromDays(2);

    /// <summary>Nothing is known.</summary>
    public static KnownTruth None { get; } = new([], new HashSet<AlertId>(), IsComplete: false);

    /// <summary>Whether an alert speaks of some trouble.</summary>
    public static bool Speaks(RaisedAlert alert, KnownTrouble trouble) =>
        trouble.Accounts.Contains(alert.Account) && alert.EventAt >= trouble.From && alert.EventAt <= trouble.To + After;
}
