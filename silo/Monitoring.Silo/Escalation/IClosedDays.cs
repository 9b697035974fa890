namespace Monitoring.Silo.Escalation;

/// <summary>
/// Remembers which business day the clock closed last, so that days which ended while the server was away are closed when it is back.
/// </summary>
public interface IClosedDays
{
    /// <summary>The day closed last; <c>null</c> when the clock never ran.</summary>
    /// <exception cref="Grains.Journal.JournalUnavailableException">The store cannot be read.</exception>
    ValueTask<DateOnly?> ReadAsync(CancellationToken cancellation);

    /// <summary>Remembers a day; returns when it is durable.</summary>
    /// <exception cref="Grains.Journal.JournalUnavailableException">It was not written, or that is not known.</exception>
    ValueTask WriteAsync(DateOnly day, CancellationToken cancellation);
}
