namespace Monitoring.Silo.Feed.Dispatch;

/// <summary>What one sender may have in flight: its own window within the room that all senders share. Thread-safe.</summary>
/// <param name="shared">The room of all.</param>
/// <param name="own">Places of this one.</param>
/// <param name="wait">How long to wait for room.</param>
/// <param name="answerWait">How long to wait for the end of what is under way while nothing of it ends.</param>
/// <param name="time">The clock.</param>
internal sealed class SenderWindow(WaitingBudget shared, int own, TimeSpan wait, TimeSpan answerWait, TimeProvider time)
{
    private readonly WaitingBudget _own = new(own, time);
    private long _answers;

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
        Interlocked.Increment(ref _answers);
        shared.Release(count);
        _own.Release(count);
    }

    /// <summary>
    /// Waits for the end of what is under way as long as some of it ends now and then; <c>false</c> when the books stand still. What is under
    /// way then goes on, and gives its places back when it ends.
    /// </summary>
    public async ValueTask<bool> TryFinishAsync(Task finished)
    {
        while (true)
        {
            var answers = Interlocked.Read(ref _answers);
            try
            {
                await finished.WaitAsync(answerWait, time).ConfigureAwait(false);
                return true;
            }
            catch (TimeoutException)
            {
                // It may have ended since the time was up.
                if (finished.IsCompleted)
                {
                    await finished.ConfigureAwait(false);
                    return true;
                }

                if (Interlocked.Read(ref _answers) == answers) return false;
            }
        }
    }
}
