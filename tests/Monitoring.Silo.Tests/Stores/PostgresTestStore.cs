using Monitoring.Silo.Journal;
using Monitoring.Silo.Stores;
using Monitoring.TestServers;

namespace Monitoring.Silo.Tests.Stores;

/// <summary>A database of its own on the server that the tests share, or on one given.</summary>
internal sealed class PostgresTestStore : ITestStore
{
    private readonly Action<StoreOptions>? _configure;

    public PostgresTestStore(PostgresServer? server = null, Action<StoreOptions>? configure = null)
    {
        _configure = configure;
        Assert.SkipWhen(PostgresServer.WhyNot is not null, PostgresServer.WhyNot ?? "");
        ConnectionString = server is null
            ? Wait(SharedPostgres.CreateDatabaseAsync)
            : Wait(() => server.CreateDatabaseAsync());
    }

    public string ConnectionString { get; }

    public Store Open(IStoreFaults? faults = null, Action<StoreOptions>? configure = null)
    {
        var options = new StoreOptions { Kind = StoreKind.Postgres, ConnectionString = ConnectionString };
        _configure?.Invoke(options);
        configure?.Invoke(options);
        options.Validate();
        return StoreServiceCollectionExtensions.OpenPostgres(options, null, faults);
    }

    public void Dispose()
    {
        // It goes with its server.
    }

    private static string Wait(Func<Task<string>> create) => Task.Run(create).GetAwaiter().GetResult();
}
