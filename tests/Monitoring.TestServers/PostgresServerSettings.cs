namespace Monitoring.TestServers;

/// <summary>How a <see cref="PostgresServer"/> is started.</summary>
public sealed class PostgresServerSettings
{
    /// <summary>Folder under which the server's own folder is made; the system's folder for temporary files when <c>null</c>.</summary>
    public string? Parent { get; init; }

    /// <summary>
    /// The server's own folder, which is kept: with a server's data in it, the server is started on them and <see cref="Configuration"/> is
    /// as it was. A folder that is removed with the server when <c>null</c>.
    /// </summary>
    public string? Kept { get; init; }

    /// <summary>Port on 127.0.0.1; a free one when <c>null</c>.</summary>
    public int? Port { get; init; }

    /// <summary>Lines of <c>postgresql.conf</c>; what is not named has PostgreSQL's default.</summary>
    public IReadOnlyDictionary<string, string> Configuration { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// For tests of behaviour: nothing waits for the disk. What a killed server had committed is still there, as the operating system keeps
    /// what was written.
    /// </summary>
    public static PostgresServerSettings Quick { get; } = new()
    {
        Configuration = new Dictionary<string, string>
        {
            ["fsync"] = "off",
            ["full_page_writes"] = "off",
            ["shared_buffers"] = "64MB",
            ["max_connections"] = "200",
        },
    };
}
