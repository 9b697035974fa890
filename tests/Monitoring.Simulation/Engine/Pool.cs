namespace Monitoring.Simulation.Engine;

/// <summary>
/// The thread pool as the one thread on which grains, feed and simulation run: what is queued runs in the order of queueing, so that a seed
/// gives the same order each time.
/// </summary>
internal static class Pool
{
    /// <summary>Makes the pool of this process that of one thread; before anything is queued to it.</summary>
    public static void BeOneThread()
    {
        if (ThreadPool.SetMinThreads(1, 1) && ThreadPool.SetMaxThreads(1, 1)) return;
        throw new InvalidOperationException("The thread pool cannot be made one of one thread.");
    }

    /// <summary>Goes on when all that is queued, and all that this queues, has run.</summary>
    public static async ValueTask SettleAsync()
    {
        do
        {
            await Task.Yield();
        }
        while (ThreadPool.PendingWorkItemCount > 0);
    }
}
