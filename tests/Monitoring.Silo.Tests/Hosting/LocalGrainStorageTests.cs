using Microsoft.Extensions.DependencyInjection;
using Monitoring.LocalSilo;
using Monitoring.Silo.Hosting.Local;
using Monitoring.Silo.Stores;
using Monitoring.Silo.Tests.Stores;
using Orleans.Storage;

namespace Monitoring.Silo.Tests.Hosting;

/// <summary>Grains' states in the store.</summary>
public sealed class LocalGrainStorageTests : IAsyncDisposable
{
    private readonly SqliteTestStore _database = new();
    private ServiceProvider _services;

    public LocalGrainStorageTests() => _services = Build();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ILocalGrainStorage Storage => _services.GetRequiredService<ILocalGrainStorage>();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _database.Dispose();
    }

    [Fact]
    public async Task A_state_is_read_back_after_a_restart()
    {
        Assert.Null((await Storage.ReadAsync<Counter>("state", "A", Cancellation)).Etag);
        var first = await Storage.WriteAsync("state", "A", new Counter(1), null, Cancellation);
        var second = await Storage.WriteAsync("state", "A", new Counter(2), first, Cancellation);
        await _services.DisposeAsync();
        _services = Build();
        var record = await Storage.ReadAsync<Counter>("state", "A", Cancellation);
        Assert.Equal((new Counter(2), second), (record.State, record.Etag));
        Assert.Null((await Storage.ReadAsync<Counter>("state", "B", Cancellation)).Etag);
        Assert.Null((await Storage.ReadAsync<Counter>("other", "A", Cancellation)).Etag);
    }

    [Fact]
    public async Task A_write_on_another_version_is_refused_and_changes_nothing()
    {
        var etag = await Storage.WriteAsync("state", "A", new Counter(1), null, Cancellation);
        await Assert.ThrowsAsync<InconsistentStateException>(
            async () => await Storage.WriteAsync("state", "A", new Counter(2), null, Cancellation));
        await Assert.ThrowsAsync<InconsistentStateException>(
            async () => await Storage.WriteAsync("state", "A", new Counter(2), "12345", Cancellation));
        await Assert.ThrowsAsync<InconsistentStateException>(
            async () => await Storage.WriteAsync("state", "B", new Counter(2), etag, Cancellation));
        Assert.Equal((new Counter(1), etag), await ReadAsync("A"));
    }

    [Fact]
    public async Task A_state_is_deleted_only_on_its_version()
    {
        await Storage.ClearAsync<Counter>("state", "A", null, Cancellation);
        var etag = await Storage.WriteAsync("state", "A", new Counter(1), null, Cancellation);
        await Assert.ThrowsAsync<InconsistentStateException>(
            async () => await Storage.ClearAsync<Counter>("state", "A", null, Cancellation));
        await Storage.ClearAsync<Counter>("state", "A", etag, Cancellation);
        Assert.Equal((null, null), await ReadAsync("A"));
        await Storage.WriteAsync("state", "A", new Counter(2), null, Cancellation);
    }

    [Fact]
    public async Task A_codec_for_a_type_is_used_instead_of_JSON()
    {
        await _services.DisposeAsync();
        _services = Build(services => services.AddSingleton<ISnapshotCodec<Counter>, OneByte>());
        await Storage.WriteAsync("state", "A", new Counter(200), null, Cancellation);
        Assert.Equal(new Counter(200), (await ReadAsync("A")).State);
        Assert.Equal(new byte[] { 200 }, (await _services.GetRequiredService<Store>().Reader.SnapshotAsync("state", "A"))!.Data);
    }

    private async Task<(Counter? State, string? Etag)> ReadAsync(string key)
    {
        var record = await Storage.ReadAsync<Counter>("state", key, Cancellation);
        return (record.State, record.Etag);
    }

    private ServiceProvider Build(Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection().AddSqliteStore(new StoreOptions { DataDirectory = _database.Folder });
        services.AddLocalGrainStorage("state");
        configure?.Invoke(services);
        return services.BuildServiceProvider();
    }

    private sealed record Counter(int Value);

    private sealed class OneByte : ISnapshotCodec<Counter>
    {
        public byte[] Encode(Counter state) => [(byte)state.Value];

        public Counter Decode(byte[] data) => new(data[0]);
    }
}
