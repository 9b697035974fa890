using Monitoring.TestServers;

namespace Monitoring.Benchmarks.Shared;

/// <summary>A PostgreSQL server as a bank would run it on this machine: it keeps what it has promised.</summary>
internal static class ProductionPostgres
{
    /// <summary>What differs from PostgreSQL's defaults, or matters so much that it is said.</summary>
    public static readonly IReadOnlyDictionary<string, string> Configuration = new Dictionary<string, string>
    {
        ["fsync"] = "on",
        ["full_page_writes"] = "on",
        ["synchronous_commit"] = "on",
        ["shared_buffers"] = "1GB",
        ["max_wal_size"] = "8GB",
        ["min_wal_size"] = "2GB",
        ["wal_compression"] = "lz4",
        ["wal_buffers"] = "64MB",
        ["checkpoint_timeout"] = "15min",
        ["max_connections"] = "200",
    };

    /// <summary>Starts one.</summary>
    public static Task<PostgresServer> StartAsync() => PostgresServer.StartAsync(new PostgresServerSettings { Configuration = Configuration });

    /// <summary>Starts one for a store named as in the arguments; none for SQLite.</summary>
    public static async Task<PostgresServer?> StartAsync(string store) => store == "postgres" ? await StartAsync() : null;
}
