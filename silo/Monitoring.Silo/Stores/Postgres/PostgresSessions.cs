using Npgsql;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>What all of the platform's sessions with PostgreSQL have in common.</summary>
internal static class PostgresSessions
{
    /// <summary>Advisory locks of the platform: "Moni" and a number of each use.</summary>
    public const int LockSpace = 0x4D6F6E69;

    /// <summary>
    /// The server ends the session of a machine that is gone without a word after some ten seconds, not after the hours of its system's own
    /// settings: until then nobody else gets its locks.
    /// </summary>
    private const string WhenGone =
        "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 -c tcp_user_timeout=10000";

    /// <summary>What is told of a connection, with that.</summary>
    public static NpgsqlConnectionStringBuilder With(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.Options = $"{WhenGone} {builder.Options}".TrimEnd();
        return builder;
    }
}
