using Monitoring.Contracts.Alert;

namespace Monitoring.Models.Backtest;

/// <summary>An alert that was raised.</summary>
/// <param name="Id">Its id; the same for the same rule, account and opening posting.</param>
/// <param name="Account">Its account.</param>
/// <param name="Rule">Its rule.</param>
/// <param name="EventAt">Event time.</param>
/// <param name="ListOnly">Whether it is only a line of the monthly list.</param>
public sealed record RaisedAlert(AlertId Id, string Account, AlertRule Rule, DateTimeOffset EventAt, bool ListOnly)
{
    /// <summary>The alert of a record.</summary>
    public static RaisedAlert Of(AlertRecord alert) => new(alert.Id, alert.Account, alert.Rule, alert.EventAt, alert.ListOnly);
}
