namespace Monitoring.Silo.Feed.Dispatch;

/// <summary>What one sender may have in flight: its own window within the room that all senders share. Thread-safe.</summary>
internal sealed class SenderWindow(WaitingBudget shared, int own, TimeSpan wait, TimeProvider time)
{
    private readonly WaitingBudget _own = new(own, time);

    /// <summary>Takes places; <c>false</c> when none became free in time.</summary>
    public async ValueTask<bool> TryAcquireAsync(int count, CancellationToken cancellationToken)
    {
        if (!await _own.TryAcquireAsync(count, wait, cancellationToken).ConfigureAwait(false)) return false;
        var isShared = false;
        try
        {
            return isShared = await shared.TryAcquireAsync(count, wait, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (!isShared) _own.Release(count);
        }
    }

    /// <summary>Gives places back.</summary>
    public void Release(int count)
    {
        shared.Release(count);
        _own.Release(count);
    }
}
