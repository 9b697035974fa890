using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Orleans.Storage;

namespace Monitoring.LocalSilo.Tests;

/// <summary>A storage that keeps text, so that nothing in it is shared with a grain.</summary>
internal sealed class MemoryStorage : ILocalGrainStorage
{
    private readonly ConcurrentDictionary<(string State, string Key), (string Text, int Version)> _records = new();

    /// <summary>Called before each operation, with its name; may throw or wait.</summary>
    internal Func<string, Task> Before { get; set; } = static _ => Task.CompletedTask;

    public async ValueTask<LocalGrainRecord<T>> ReadAsync<T>(string stateName, string grainKey, CancellationToken cancellationToken)
    {
        await Before("read");
        return _records.TryGetValue((stateName, grainKey), out var record)
            ? new LocalGrainRecord<T>(JsonSerializer.Deserialize<T>(record.Text), Text(record.Version))
            : default;
    }

    public async ValueTask<string> WriteAsync<T>(
        string stateName, string grainKey, T state, string? etag, CancellationToken cancellationToken)
    {
        await Before("write");
        Check(stateName, grainKey, etag);
        var version = etag is null ? 1 : int.Parse(etag, CultureInfo.InvariantCulture) + 1;
        _records[(stateName, grainKey)] = (JsonSerializer.Serialize(state), version);
        return Text(version);
    }

    public async ValueTask ClearAsync<T>(string stateName, string grainKey, string? etag, CancellationToken cancellationToken)
    {
        await Before("clear");
        Check(stateName, grainKey, etag);
        _records.TryRemove((stateName, grainKey), out _);
    }

    /// <summary>Changes a record behind the grain's back.</summary>
    internal void Put(string stateName, string grainKey, Ledger ledger, int version) =>
        _records[(stateName, grainKey)] = (JsonSerializer.Serialize(ledger), version);

    internal string? Version(string stateName, string grainKey) =>
        _records.TryGetValue((stateName, grainKey), out var record) ? Text(record.Version) : null;

    private static string Text(int version) => version.ToString(CultureInfo.InvariantCulture);

    private void Check(string stateName, string grainKey, string? etag)
    {
        var stored = Version(stateName, grainKey);
        if (stored != etag)
        {
            throw new InconsistentStateException("Another version.", stored, etag);
        }
    }
}
