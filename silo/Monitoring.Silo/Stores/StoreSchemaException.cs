namespace Monitoring.Silo.Stores;

/// <summary>The database cannot be used by this version of the platform; the message says what to do.</summary>
public sealed class StoreSchemaException : Exception
{
    /// <summary>Creates it with a message for the operator.</summary>
    public StoreSchemaException(string message)
        : base(message)
    {
    }
}
