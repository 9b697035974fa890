namespace Monitoring.Silo.Stores;

/// <summary>The database failed to do what was asked.</summary>
public sealed class StoreException : Exception
{
    /// <summary>Creates it with a message that names the database's own code.</summary>
    public StoreException(string message, int code = 0)
        : base(message)
    {
        Code = code;
    }

    /// <summary>Creates it with a message that names the database's own code, and the driver's failure.</summary>
    public StoreException(string message, Exception inner, bool isConnectionLost = false)
        : base(message, inner)
    {
        IsConnectionLost = isConnectionLost;
    }

    /// <summary>The database's own code for it; 0 when it has none.</summary>
    public int Code { get; }

    /// <summary>Whether the connection is gone, so that the same may succeed on a new one.</summary>
    public bool IsConnectionLost { get; }
}
