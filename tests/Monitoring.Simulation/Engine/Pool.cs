namespace Monitoring.Simulation.Engine;

/// <summary>
/// The thread pool as the one thread on which grains, feed and simulation run: what is queued runs in the order of queueing, so that a seed
/// gives the same order each time. PostgreSQL's driver needs more of them; then only the simulation's own code runs one piece at a time, and
/// what runs beside it may come to its end sooner or later.
/// </summary>
internal static class Pool
{
    /// <summary>Times in a row that nothing is queued or running, as a thread may be about to begin.</summary>
    private const int QuietLooks = 4;

    private static bool s_isOneThread;

    /// <summary>Runs a simulation on one thread, or on as many as the driver needs.</summary>
    public static Task<int> RunAsync(Func<Task<int>> simulate, bool onOneThread)
    {
        if (!onOneThread)
        {
            var exclusive = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
            return Task.Factory.StartNew(simulate, CancellationToken.None, TaskCreationOptions.DenyChildAttach, exclusive).Unwrap();
        }

        if (!ThreadPool.SetMinThreads(1, 1) || !ThreadPool.SetMaxThreads(1, 1))
        {
            throw new InvalidOperationException("The thread pool cannot be made one of one thread.");
        }

        s_isOneThread = true;
        return Task.Run(simulate);
    }

    /// <summary>Goes on when all that is queued, and all that this queues, has run.</summary>
    public static async ValueTask SettleAsync()
    {
        for (var quiet = 0; quiet < (s_isOneThread ? 1 : QuietLooks);)
        {
            await Task.Yield();
            quiet = ThreadPool.PendingWorkItemCount > 0 || !IsAlone() ? 0 : quiet + 1;
        }
    }

    /// <summary>Whether no other thread of the pool runs anything.</summary>
    private static bool IsAlone()
    {
        if (s_isOneThread) return true;
        ThreadPool.GetMaxThreads(out var all, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        return all - free <= 1;
    }
}
