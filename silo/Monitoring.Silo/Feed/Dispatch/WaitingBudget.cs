namespace Monitoring.Silo.Feed.Dispatch;

/// <summary>
/// A number of places that callers take and give back. Who asks first is served first, also when a later one asks for less. Thread-safe.
/// </summary>
internal sealed class WaitingBudget(int capacity, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiters = [];
    private int _free = capacity;

    /// <summary>Places.</summary>
    public int Capacity { get; } = capacity;

    /// <summary>Places taken now.</summary>
    public int Taken
    {
        get
        {
            lock (_lock) return Capacity - _free;
        }
    }

    /// <summary>Takes places, waiting for them as long as allowed.</summary>
    /// <param name="count">How many, at most <see cref="Capacity"/>.</param>
    /// <param name="wait">How long; <see cref="Timeout.InfiniteTimeSpan"/> without limit.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns><c>false</c> when they did not become free in time; none is taken then.</returns>
    public async ValueTask<bool> TryAcquireAsync(int count, TimeSpan wait, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Capacity);
        LinkedListNode<Waiter> node;
        lock (_lock)
        {
            if (_waiters.Count == 0 && _free >= count)
            {
                _free -= count;
                return true;
            }

            if (wait == TimeSpan.Zero) return false;
            node = _waiters.AddLast(new Waiter(count));
        }

        try
        {
            await node.Value.Served.Task.WaitAsync(wait, time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            var isServed = !TryWithdraw(node);
            if (exception is TimeoutException) return isServed;
            if (isServed) Release(count);
            throw;
        }
    }

    /// <summary>Gives places back.</summary>
    public void Release(int count)
    {
        if (count == 0) return;
        lock (_lock)
        {
            _free += count;
            if (_free > Capacity) throw new InvalidOperationException("More places were given back than taken.");
            ServeWaiters();
        }
    }

    /// <summary>Takes a waiter out of the queue; <c>false</c> when it was served already.</summary>
    private bool TryWithdraw(LinkedListNode<Waiter> node)
    {
        lock (_lock)
        {
            if (node.List is null) return false;
            _waiters.Remove(node);
            ServeWaiters();
            return true;
        }
    }

    private void ServeWaiters()
    {
        while (_waiters.First is { } first && first.Value.Count <= _free)
        {
            _free -= first.Value.Count;
            _waiters.RemoveFirst();
            first.Value.Served.SetResult();
        }
    }

    private sealed class Waiter(int count)
    {
        public int Count { get; } = count;

        public TaskCompletionSource Served { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
