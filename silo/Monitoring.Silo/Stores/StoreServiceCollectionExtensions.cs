using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.Grains.Journal;
using Monitoring.Grains.Queries;
using Monitoring.Silo.Escalation;
using Monitoring.Silo.Stores.Postgres;
using Monitoring.Silo.Stores.Sqlite;
using Monitoring.Silo.Stores.Verify;

namespace Monitoring.Silo.Stores;

/// <summary>Adds the store to the services.</summary>
public static class StoreServiceCollectionExtensions
{
    /// <summary>
    /// Registers the journal, the readers, the alert feed, the quarantine and their health on SQLite. The store opens, and takes its
    /// directory, when the first of them is asked for; it closes with the services, after all who write to it should have stopped.
    /// </summary>
    /// <param name="services">Where to register.</param>
    /// <param name="options">Directory and bounds; checked at once.</param>
    /// <exception cref="InvalidOperationException">An option makes no sense.</exception>
    public static IServiceCollection AddSqliteStore(this IServiceCollection services, StoreOptions options) =>
        Add(services, options, OpenSqlite);

    /// <summary>
    /// The same on PostgreSQL. The directory is taken too, for what processes of one machine leave each other there.
    /// </summary>
    /// <param name="services">Where to register.</param>
    /// <param name="options">Where the server is, and bounds; checked at once.</param>
    /// <exception cref="InvalidOperationException">An option makes no sense.</exception>
    public static IServiceCollection AddPostgresStore(this IServiceCollection services, StoreOptions options) =>
        Add(services, options, OpenPostgresWithDirectory);

    /// <summary>The same on the database that the options name.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, StoreOptions options) =>
        options.Kind == StoreKind.Postgres ? services.AddPostgresStore(options) : services.AddSqliteStore(options);

    /// <summary>Opens the store that the options name.</summary>
    internal static Store Open(StoreOptions options, ILoggerFactory? loggers = null, Journal.IStoreFaults? faults = null) =>
        options.Kind == StoreKind.Postgres ? OpenPostgres(options, loggers, faults) : OpenSqlite(options, loggers, faults);

    private static IServiceCollection Add(
        IServiceCollection services, StoreOptions options, Func<StoreOptions, ILoggerFactory?, Journal.IStoreFaults?, Store> open)
    {
        options.Validate();
        services.TryAddSingleton(provider => open(options, provider.GetService<ILoggerFactory>(), null));
        services.TryAddSingleton<IJournal>(provider => provider.GetRequiredService<Store>().Writer);
        services.TryAddSingleton<IJournalReader>(provider => provider.GetRequiredService<Store>().Reader);
        services.TryAddSingleton<IBankReader>(provider => provider.GetRequiredService<Store>().Bank);
        services.TryAddSingleton<IOpenDayReader>(provider => provider.GetRequiredService<Store>().Bank);
        services.TryAddSingleton<IAlertReader>(provider => provider.GetRequiredService<Store>().Alerts);
        services.TryAddSingleton<IAlertFeed>(provider => provider.GetRequiredService<Store>().Feed);
        services.TryAddSingleton<IQuarantineStore>(provider => provider.GetRequiredService<Store>().Quarantine);
        services.TryAddSingleton<IQuarantineReader>(provider => provider.GetRequiredService<Store>().Quarantine);
        services.TryAddSingleton<IClosedDays>(provider => provider.GetRequiredService<Store>().ClosedDays);
        services.TryAddSingleton<IStoreVerifier>(provider => new StoreVerifier(provider.GetRequiredService<Store>().Pool, withContents: true));
        services.TryAddSingleton<IStoreHealth>(provider => new StoreHealth(provider.GetRequiredService<Store>()));
        return services;
    }

    /// <summary>Opens a store on SQLite.</summary>
    /// <exception cref="StoreLockedException">Another process uses the directory.</exception>
    /// <exception cref="StoreSchemaException">The database is of a newer version.</exception>
    /// <exception cref="StoreException">The database cannot be opened.</exception>
    internal static Store OpenSqlite(StoreOptions options, ILoggerFactory? loggers = null, Journal.IStoreFaults? faults = null)
    {
        loggers ??= NullLoggerFactory.Instance;
        var directoryLock = DataDirectoryLock.Take(options.DataDirectory);
        try
        {
            var dialect = SqliteDialect.Open(options, loggers.CreateLogger("Monitoring.Journal"));
            return new Store(dialect, options, loggers, faults, directoryLock);
        }
        catch
        {
            directoryLock.Dispose();
            throw;
        }
    }

    /// <summary>Opens a store on PostgreSQL; other processes may write to the same.</summary>
    /// <exception cref="StoreSchemaException">The database is of a newer version.</exception>
    /// <exception cref="StoreException">The database cannot be reached.</exception>
    internal static Store OpenPostgres(StoreOptions options, ILoggerFactory? loggers = null, Journal.IStoreFaults? faults = null) =>
        OpenPostgres(options, loggers, faults, null);

    private static Store OpenPostgresWithDirectory(StoreOptions options, ILoggerFactory? loggers, Journal.IStoreFaults? faults)
    {
        var directoryLock = DataDirectoryLock.Take(options.DataDirectory);
        try
        {
            return OpenPostgres(options, loggers, faults, directoryLock);
        }
        catch
        {
            directoryLock.Dispose();
            throw;
        }
    }

    private static Store OpenPostgres(
        StoreOptions options, ILoggerFactory? loggers, Journal.IStoreFaults? faults, IDisposable? directoryLock)
    {
        loggers ??= NullLoggerFactory.Instance;
        var dialect = PostgresDialect.Open(options, loggers.CreateLogger("Monitoring.Journal"));
        try
        {
            return new Store(dialect, options, loggers, faults, directoryLock);
        }
        catch
        {
            dialect.Dispose();
            throw;
        }
    }
}
