using Microsoft.Extensions.Logging;
using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Stores.Sqlite;

/// <summary>SQLite in a directory: one file, its log beside it.</summary>
internal sealed class SqliteDialect : IStoreDialect
{
    /// <summary>Name of the database file.</summary>
    public const string FileName = "monitoring.db";

    private readonly string _path;
    private readonly StoreOptions _options;
    private readonly SqliteCheckpointer _checkpointer;

    private SqliteDialect(string path, StoreOptions options, long pageBytes, ILogger logger)
    {
        _path = path;
        _options = options;
        _checkpointer = new SqliteCheckpointer(() => SqliteSession.OpenWriter(path, options), pageBytes, options, logger);
    }

    /// <summary>Opens the database, making and upgrading it as needed.</summary>
    /// <exception cref="StoreSchemaException">It is of a newer version.</exception>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    public static SqliteDialect Open(StoreOptions options, ILogger logger)
    {
        var path = Path.Combine(options.DataDirectory, FileName);
        using var session = SqliteSession.OpenWriter(path, options);
        SqliteMigrator.Apply(session, Migration.Of("sqlite"));
        return new SqliteDialect(path, options, session.Scalar("pragma page_size"), logger);
    }

    /// <inheritdoc/>
    public HeadLag Lag { get; } = new();

    /// <inheritdoc/>
    public IGroupWriter OpenWriter()
    {
        var session = SqliteSession.OpenWriter(_path, _options);
        return new SqliteGroupWriter(session, new SqliteHeads(session, Lag, _options), _checkpointer);
    }

    /// <inheritdoc/>
    public IReadSession OpenGrainReader() => OpenReader();

    /// <inheritdoc/>
    public IReadSession OpenReader() => new SqliteReadSession(SqliteSession.OpenReader(_path, _options), Lag);

    /// <inheritdoc/>
    public void Dispose() => _checkpointer.Dispose();
}
