using Monitoring.Silo.Journal;
using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Tests.Stores;

/// <summary>A database of a test's own, empty at first, that can be opened again and again; gone when disposed of.</summary>
public interface ITestStore : IDisposable
{
    /// <summary>Opens it; the test closes it.</summary>
    internal Store Open(IStoreFaults? faults = null, Action<StoreOptions>? configure = null);
}
