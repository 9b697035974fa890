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
            Require(applied, steps);
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

    private static void Require(List<(long Version, string Hash)> applied, IReadOnlyList<Migration> steps)
    {
        if (applied.Count > steps.Count)
        {
            throw new StoreSchemaException(
                $"The database has schema version {applied[^1].Version}; this version of the platform knows up to {steps.Count}. "
                + "Start a newer version of the platform, or name another directory with --data.");
        }

        for (var i = 0; i < applied.Count; i++)
        {
            if (applied[i].Version == steps[i].Version && applied[i].Hash == steps[i].Hash) continue;
            throw new StoreSchemaException(
                $"The database was made by a build whose schema step {steps[i].Name} differs. "
                + "Use the build that made it, or name another directory with --data.");
        }
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
