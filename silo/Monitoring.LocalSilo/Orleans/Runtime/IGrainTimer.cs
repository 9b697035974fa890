namespace Orleans.Runtime;

/// <summary>A timer whose callbacks are turns of its grain. Ends with <c>Dispose</c> or with the activation.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Sets the timer anew; from within its own callback it takes effect when the callback has ended.</summary>
    /// <param name="dueTime">Time to the next tick; <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    /// <param name="period">Time from the end of a tick to the next; <see cref="Timeout.InfiniteTimeSpan"/> for one tick only.</param>
    void Change(TimeSpan dueTime, TimeSpan period);
}
