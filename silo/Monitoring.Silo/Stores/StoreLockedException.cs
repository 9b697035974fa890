namespace Monitoring.Silo.Stores;

/// <summary>Another process uses the data directory; there is one writer for each.</summary>
public sealed class StoreLockedException : Exception
{
    /// <summary>Creates it with a message for the operator.</summary>
    public StoreLockedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
