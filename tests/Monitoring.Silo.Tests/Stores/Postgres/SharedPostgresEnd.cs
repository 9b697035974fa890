using Monitoring.TestServers;

[assembly: AssemblyFixture(typeof(Monitoring.Silo.Tests.Stores.Postgres.SharedPostgresEnd))]

namespace Monitoring.Silo.Tests.Stores.Postgres;

/// <summary>Removes the database server that tests share when the last of them has ended.</summary>
public sealed class SharedPostgresEnd : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => SharedPostgres.EndAsync();
}
