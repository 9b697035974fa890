using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.Silo.Journal;
using Npgsql;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>PostgreSQL 15 or later. Several processes may write the same database: each group is fenced there.</summary>
internal sealed class PostgresDialect : IStoreDialect
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    private readonly PostgresConnections _connections;
    private readonly PostgresWriterMark _mark = new();
    private readonly StoreOptions _options;
    private readonly PostgresHeldHeads _held;
    private readonly PostgresHeadsView _view;
    private readonly PostgresIdFilters _filters;

    private PostgresDialect(PostgresConnections connections, StoreOptions options, ILogger logger)
    {
        _connections = connections;
        _options = options;
        _view = new PostgresHeadsView(Lag, _mark.Writer);
        _held = new PostgresHeldHeads(_view, options);
        _filters = new PostgresIdFilters(connections, logger);
    }

    /// <summary>Opens the database, upgrading it as needed.</summary>
    /// <exception cref="StoreSchemaException">It is of a newer version.</exception>
    /// <exception cref="StoreException">It cannot be reached.</exception>
    public static PostgresDialect Open(StoreOptions options, ILogger? logger = null)
    {
        var connections = new PostgresConnections(options);
        try
        {
            using var connection = OpenFirst(connections, options.StartTimeout);
            PostgresFailures.Run(() => PostgresMigrator.Apply(connection, Migration.Of("postgres")));
            return new PostgresDialect(connections, options, logger ?? NullLogger.Instance);
        }
        catch
        {
            connections.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public HeadLag Lag { get; } = new();

    /// <inheritdoc/>
    public IGroupWriter OpenWriter()
    {
        var connection = _connections.OpenForKeys();
        return new PostgresGroupWriter(connection, _mark, _held, _filters, _options);
    }

    /// <inheritdoc/>
    public IReadSession OpenGrainReader() => new PostgresReadSession(_connections.OpenForKeys, _view);

    /// <inheritdoc/>
    public IReadSession OpenReader() => new PostgresReadSession(_connections.OpenForReads, _view);

    /// <inheritdoc/>
    public void Dispose()
    {
        _filters.Dispose();
        _connections.Dispose();
    }

    private static NpgsqlConnection OpenFirst(PostgresConnections connections, TimeSpan patience)
    {
        var began = Stopwatch.GetTimestamp();
        using var pause = new ManualResetEventSlim();
        while (true)
        {
            try
            {
                return connections.Open();
            }
            catch (StoreException exception)
            {
                // A wrong password or a missing database does not come right by waiting.
                var isFinal = exception.InnerException is PostgresException { IsTransient: false };
                if (isFinal || Stopwatch.GetElapsedTime(began) > patience)
                {
                    throw new StoreException($"The database {connections.Server} cannot be opened: {exception.Message}", exception);
                }

                pause.Wait(BetweenTries);
            }
        }
    }
}
