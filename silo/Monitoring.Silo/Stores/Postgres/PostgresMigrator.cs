using Npgsql;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>Brings a database to the schema of this version, step by step, in one transaction that other processes wait for.</summary>
internal static class PostgresMigrator
{
    /// <summary>Number of the advisory lock under which schemas change; the platform's own.</summary>
    private const long LockNumber = 0x4D6F6E69746F72;

    /// <summary>First server version whose features the schema needs, as <c>server_version_num</c>.</summary>
    private const int ServerVersionMin = 150_000;

    /// <summary>Applies the steps that are missing.</summary>
    /// <exception cref="StoreSchemaException">The database is of a newer version, or a step was edited after it was applied.</exception>
    public static void Apply(NpgsqlConnection connection, IReadOnlyList<Migration> steps)
    {
        RequireServer(connection);
        using var transaction = connection.BeginTransaction();
        Execute(connection, $"select pg_advisory_xact_lock({LockNumber})");
        Execute(
            connection,
            "create table if not exists schema_version (version integer primary key, name text not null, sha256 text not null)");
        var applied = Applied(connection);
        SchemaSteps.Require(applied, steps, "name another database in Store:ConnectionString");
        foreach (var step in steps.Skip(applied.Count)) Apply(connection, step);
        transaction.Commit();
    }

    private static void RequireServer(NpgsqlConnection connection)
    {
        const string sql = "select current_setting('server_version_num')::int, current_setting('server_encoding')";
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        reader.Read();
        if (reader.GetInt32(0) < ServerVersionMin)
        {
            throw new StoreSchemaException($"The PostgreSQL server has version {connection.ServerVersion}; 15 or later is needed.");
        }

        if (reader.GetString(1) is var encoding && encoding != "UTF8")
        {
            throw new StoreSchemaException($"The database's encoding is {encoding}; it must be UTF8.");
        }
    }

    private static List<(long Version, string Hash)> Applied(NpgsqlConnection connection)
    {
        var rows = new List<(long, string)>();
        using var command = new NpgsqlCommand("select version, sha256 from schema_version order by version", connection);
        using var reader = command.ExecuteReader();
        while (reader.Read()) rows.Add((reader.GetInt32(0), reader.GetString(1)));
        return rows;
    }

    private static void Apply(NpgsqlConnection connection, Migration step)
    {
        Execute(connection, step.Sql);
        using var insert = new NpgsqlCommand("insert into schema_version (version, name, sha256) values ($1, $2, $3)", connection);
        insert.Parameters.Add(new NpgsqlParameter<int> { TypedValue = step.Version });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = step.Name });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = step.Hash });
        insert.ExecuteNonQuery();
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
