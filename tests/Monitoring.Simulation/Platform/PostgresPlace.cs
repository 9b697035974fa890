using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.Silo.Journal;
using Monitoring.Silo.Stores;
using Monitoring.Silo.Stores.Postgres;
using Monitoring.Simulation.Engine;
using Npgsql;

namespace Monitoring.Simulation.Platform;

/// <summary>
/// A database on a PostgreSQL server, which outlives the processes: of one that ends, the server drops what was not committed.
/// </summary>
internal sealed class PostgresPlace(string connectionString, string root) : IStorePlace
{
    /// <summary>So few that a seed fills several parts.</summary>
    private const int IdPartEntries = 20;

    private int _process;

    public string Folder => Path.Combine(root, "process-" + _process);

    public Store Open(StoreOptions options, IStoreFaults faults, Func<IStoreDialect, IStoreDialect> wrap)
    {
        Directory.CreateDirectory(Folder);
        (options.Kind, options.ConnectionString, options.DataDirectory) = (StoreKind.Postgres, connectionString, Folder);
        options.IdPartEntries = IdPartEntries;
        return new Store(wrap(PostgresDialect.Open(options)), options, NullLoggerFactory.Instance, faults);
    }

    public void BeginGroup()
    {
        // The server keeps its own log.
    }

    public void Crash(SimRandom random, bool isCommitting)
    {
        var from = Folder;
        _process++;
        Directory.CreateDirectory(Folder);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
    }

    public void Forget() => Directory.Delete(Path.Combine(root, "process-" + (_process - 1)), true);

    public void Execute(string sql)
    {
        using var source = NpgsqlDataSource.Create(connectionString);
        using var connection = source.OpenConnection();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        if (Directory.Exists(root)) Directory.Delete(root, true);
    }
}
