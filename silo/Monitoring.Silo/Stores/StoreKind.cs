namespace Monitoring.Silo.Stores;

/// <summary>Databases that can keep the books.</summary>
public enum StoreKind
{
    /// <summary>SQLite in the data directory.</summary>
    Sqlite = 0,

    /// <summary>A PostgreSQL server, 15 or later.</summary>
    Postgres = 1,
}
