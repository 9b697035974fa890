using Monitoring.Silo.Stores;
using Monitoring.TestServers;

namespace Monitoring.Benchmarks.Shared;

/// <summary>A folder, and on PostgreSQL a database, in which a server keeps its books. Removed when disposed of.</summary>
internal sealed class Books : IAsyncDisposable
{
    private readonly string? _name;

    private Books(string folder, PostgresServer? database, string? name) => (Folder, Database, _name) = (folder, database, name);

    /// <summary>The server's data directory.</summary>
    public string Folder { get; }

    /// <summary>The database server; none for SQLite.</summary>
    public PostgresServer? Database { get; }

    /// <summary>The same as options.</summary>
    public StoreOptions Options => Database is null
        ? new StoreOptions { DataDirectory = Folder }
        : new StoreOptions { DataDirectory = Folder, Kind = StoreKind.Postgres, ConnectionString = Connection };

    /// <summary>How to reach the database, over its socket as pgbench does.</summary>
    public string Connection => (Database ?? throw new InvalidOperationException("These books are on SQLite.")).SocketConnectionString(_name!);

    /// <summary>The settings that make a server use it.</summary>
    public string[] Settings => Database is null ? [] : ["Store__Kind=postgres", "Store__ConnectionString=" + Connection];

    /// <summary>Makes empty books.</summary>
    /// <param name="database">Where; SQLite when <c>null</c>.</param>
    public static async Task<Books> CreateAsync(PostgresServer? database)
    {
        var folder = Directory.CreateTempSubdirectory("monitoring-bench-").FullName;
        if (database is null) return new Books(folder, null, null);
        var name = "books_" + Guid.NewGuid().ToString("n")[..12];
        await database.CreateDatabaseAsync(name);
        return new Books(folder, database, name);
    }

    /// <summary>Writes what the database server has in memory to disk, so that what is measured next does not pay for it.</summary>
    public async Task SettleAsync()
    {
        if (Database is not null) await Database.ExecuteAsync("checkpoint");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Database is not null)
        {
            Npgsql.NpgsqlConnection.ClearAllPools();
            await Database.ExecuteAsync($"drop database \"{_name}\" with (force)");
        }

        Directory.Delete(Folder, recursive: true);
    }
}
