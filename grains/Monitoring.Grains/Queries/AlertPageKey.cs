namespace Monitoring.Grains.Queries;

/// <summary>
/// Place of an alert in a list, as it was when listed: the list goes on after it even when the alert changed meanwhile. Meaningful only
/// together with the order it was made for.
/// </summary>
/// <param name="First">First thing ordered by.</param>
/// <param name="Second">Second thing ordered by; 0 when there is none.</param>
/// <param name="RaisedCursor">Decides where the others are equal.</param>
public readonly record struct AlertPageKey(long First, long Second, long RaisedCursor)
{
    /// <summary>The place of <paramref name="row"/> in a list ordered by <paramref name="order"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such order.</exception>
    public static AlertPageKey Of(AlertRow row, AlertOrder order) => order switch
    {
        AlertOrder.RaisedAtDescending or AlertOrder.RaisedAtAscending =>
            new AlertPageKey(row.Record.RaisedAt.UtcTicks, 0, row.RaisedCursor),
        AlertOrder.SeverityDescending => new AlertPageKey((long)row.Record.Severity, row.Record.RaisedAt.UtcTicks, row.RaisedCursor),
        AlertOrder.DueAtAscending => new AlertPageKey(row.Record.DueAt.UtcTicks, 0, row.RaisedCursor),
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "Unknown order of alerts."),
    };
}
