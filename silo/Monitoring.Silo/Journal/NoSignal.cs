namespace Monitoring.Silo.Journal;

/// <summary>No signals: whoever waits looks again after a while.</summary>
public sealed class NoSignal(TimeProvider time) : IAlertSignal
{
    /// <inheritdoc/>
    public void Send(long cursor)
    {
    }

    /// <inheritdoc/>
    public async ValueTask WaitAsync(TimeSpan longest, CancellationToken cancellation) =>
        await Task.Delay(longest, time, cancellation).ConfigureAwait(false);
}
