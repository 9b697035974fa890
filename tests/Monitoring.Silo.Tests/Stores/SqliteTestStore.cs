using Monitoring.Silo.Journal;
using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Tests.Stores;

/// <summary>SQLite in a temporary directory.</summary>
internal sealed class SqliteTestStore : ITestStore
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("monitoring-store-").FullName;

    public Store Open(IStoreFaults? faults = null, Action<StoreOptions>? configure = null)
    {
        var options = new StoreOptions { DataDirectory = Folder };
        configure?.Invoke(options);
        options.Validate();
        return StoreServiceCollectionExtensions.OpenSqlite(options, null, faults);
    }

    public void Dispose() => Directory.Delete(Folder, true);
}
