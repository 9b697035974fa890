namespace Monitoring.Silo.Journal;

/// <summary>
/// Tells processes that share the books that there are new changes of alerts; what they are, each reads from the journal. A signal may be
/// lost or come for nothing. Thread-safe.
/// </summary>
public interface IAlertSignal
{
    /// <summary>Tells the others, without waiting for them.</summary>
    /// <param name="cursor">Cursor of the newest change.</param>
    void Send(long cursor);

    /// <summary>Waits for a signal that came after the last wait ended, at most so long; to be called by one at a time.</summary>
    ValueTask WaitAsync(TimeSpan longest, CancellationToken cancellation);
}
