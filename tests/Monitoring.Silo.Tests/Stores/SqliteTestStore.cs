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

    /// <summary>Takes the files of another one as they are, as if its machine had stopped now.</summary>
    public void CopyFrom(SqliteTestStore other)
    {
        foreach (var file in Directory.GetFiles(other.Folder, "monitoring.db*"))
        {
            if (!file.EndsWith("-shm", StringComparison.Ordinal)) File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
        }
    }

    public void Dispose() => Directory.Delete(Folder, true);
}
