namespace Monitoring.Silo.Stores.Sqlite;

/// <summary>Brings a database to the schema of this version, step by step, in one transaction that excludes all others.</summary>
internal static class SqliteMigrator
{
    /// <summary>Applies the steps that are missing.</summary>
    /// <exception cref="StoreSchemaException">The database is of a newer version, or a step was edited after it was applied.</exception>
    public static void Apply(SqliteSession session, IReadOnlyList<Migration> steps)
    {
        session.Execute("begin exclusive");
        try
        {
            session.Execute(
                "create table if not exists schema_version (version integer primary key, name text not null, sha256 text not null)");
            var applied = Applied(session);
            SchemaSteps.Require(applied, steps, "name another directory with --data");
            foreach (var step in steps.Skip(applied.Count)) Apply(session, step);
            session.Execute("commit");
        }
        catch
        {
            if (session.InTransaction) session.Execute("rollback");
            throw;
        }
    }

    private static List<(long Version, string Hash)> Applied(SqliteSession session)
    {
        var rows = new List<(long, string)>();
        using var statement = session.PrepareOnce("select version, sha256 from schema_version order by version");
        while (statement.Step()) rows.Add((statement.Int64(0), statement.Text(1)));
        return rows;
    }

    private static void Apply(SqliteSession session, Migration step)
    {
        session.Execute(step.Sql);
        using var insert = session.PrepareOnce("insert into schema_version (version, name, sha256) values (?1, ?2, ?3)");
        insert.Bind(1, step.Version);
        insert.Bind(2, step.Name);
        insert.Bind(3, step.Hash);
        insert.Run();
    }
}
