namespace Monitoring.EndToEnd.Faults;

/// <summary>
/// Lets senders through between two bodies, and holds all of them while the auditor looks. Who is held keeps nobody from leaving: a hold comes
/// as soon as the bodies that were under way are acknowledged, however many senders there are. Thread-safe.
/// </summary>
internal sealed class SendGate
{
    private readonly Lock _lock = new();
    private int _inside;
    private int _holds;
    private TaskCompletionSource _opened = Ended();
    private TaskCompletionSource _empty = Ended();

    /// <summary>A place until the result is disposed of.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task opened;
            lock (_lock)
            {
                if (_holds == 0)
                {
                    if (_inside++ == 0) _empty = New();
                    return new Leaving(Leave);
                }

                opened = _opened.Task;
            }

            await opened.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Waits until every body under way is acknowledged; no other is sent until the result is disposed of.</summary>
    public async Task<IDisposable> HoldAsync(CancellationToken cancellationToken)
    {
        Task empty;
        lock (_lock)
        {
            if (_holds++ == 0) _opened = New();
            empty = _empty.Task;
        }

        var hold = new Leaving(Open);
        try
        {
            await empty.WaitAsync(cancellationToken);
            return hold;
        }
        catch
        {
            hold.Dispose();
            throw;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource Ended()
    {
        var ended = New();
        ended.SetResult();
        return ended;
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_inside == 0) _empty.SetResult();
        }
    }

    private void Open()
    {
        lock (_lock)
        {
            if (--_holds == 0) _opened.SetResult();
        }
    }

    private sealed class Leaving(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
