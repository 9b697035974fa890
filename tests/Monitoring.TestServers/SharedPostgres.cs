namespace Monitoring.TestServers;

/// <summary>One quick server for all tests of a process that disturb nobody but their own database.</summary>
public static class SharedPostgres
{
    private static readonly Lazy<Task<PostgresServer>> Server =
        new(static () => Task.Run(static () => PostgresServer.StartAsync(PostgresServerSettings.Quick)));

    /// <summary>
    /// Removes the server, if it was started. To be called when the last test has ended: left to the end of the process, removing its files
    /// can take longer than the test runner allows that end.
    /// </summary>
    public static async ValueTask EndAsync()
    {
        if (Server.IsValueCreated) await (await Server.Value).DisposeAsync();
    }

    /// <summary>The server, started on first use; ends with the process at the latest.</summary>
    public static Task<PostgresServer> StartedAsync() => Server.Value;

    /// <summary>Makes an empty database there and tells how to reach it.</summary>
    public static async Task<string> CreateDatabaseAsync() => await (await StartedAsync()).CreateDatabaseAsync();
}
