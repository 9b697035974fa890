using System.Collections.Concurrent;

namespace Monitoring.LocalSilo;

/// <summary>Ended requests of one kind, to be used again.</summary>
internal static class RequestPool<TRequest>
    where TRequest : class
{
    /// <summary>
    /// At most this many are kept beside one per thread, so that a burst does not hold memory for ever: what a few senders have under way,
    /// half a megabyte.
    /// </summary>
    private const int Kept = 4_096;

    private static readonly ConcurrentQueue<TRequest> Shared = new();

    [ThreadStatic]
    private static TRequest? t_own;

    internal static TRequest? TryRent()
    {
        if (t_own is { } own)
        {
            t_own = null;
            return own;
        }

        return Shared.TryDequeue(out var request) ? request : null;
    }

    internal static void Return(TRequest request)
    {
        if (t_own is null)
        {
            t_own = request;
        }
        else if (Shared.Count < Kept)
        {
            Shared.Enqueue(request);
        }
    }
}
