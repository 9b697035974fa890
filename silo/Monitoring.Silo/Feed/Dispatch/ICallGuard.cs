namespace Monitoring.Silo.Feed.Dispatch;

/// <summary>
/// Makes calls to grains that may run in processes that die. Only for calls that count once however often they are made. Thread-safe.
/// </summary>
public interface ICallGuard
{
    /// <summary>Makes a call; makes it again when its answer may have been lost with a process.</summary>
    /// <returns>The first answer; failed when none came, also when the call could not even be made.</returns>
    Task<T> CallAsync<T>(Func<Task<T>> call);
}
