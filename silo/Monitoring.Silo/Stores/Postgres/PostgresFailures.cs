using System.Net.Sockets;
using Monitoring.Silo.Stores;
using Npgsql;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>Turns the driver's failures into the store's.</summary>
internal static class PostgresFailures
{
    /// <summary>Data that cannot be stored, as a text with U+0000: the fault of what was given, not of the database.</summary>
    private const string DataExceptionClass = "22";

    /// <summary>The server ended the session: it was stopped, or an administrator ended it.</summary>
    private const string SessionEndedClass = "57P";

    /// <summary>Runs something on a connection.</summary>
    /// <exception cref="StoreException">The database failed; the message names its code.</exception>
    public static T Run<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (Translate(exception) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Runs something on a connection.</summary>
    /// <exception cref="StoreException">The database failed; the message names its code.</exception>
    public static void Run(Action action) => Run(() =>
    {
        action();
        return true;
    });

    /// <summary>The store's failure for one of the driver; <c>null</c> when it is none of the database.</summary>
    public static StoreException? Translate(Exception exception) => exception switch
    {
        PostgresException server when server.SqlState.StartsWith(DataExceptionClass, StringComparison.Ordinal) => null,
        PostgresException server => new StoreException(
            $"PostgreSQL {server.SqlState}: {server.MessageText}", server,
            server.SqlState.StartsWith(SessionEndedClass, StringComparison.Ordinal)),
        NpgsqlException or SocketException or TimeoutException or IOException or ObjectDisposedException =>
            Failure(Innermost(exception), exception),
        _ => null,
    };

    /// <summary>Who waited in vain has waited long enough; whose socket broke knows at once.</summary>
    private static StoreException Failure(Exception cause, Exception exception) =>
        new("PostgreSQL: " + cause.Message, exception, isConnectionLost: cause is not TimeoutException);

    private static Exception Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner) exception = inner;
        return exception;
    }
}
