using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Orleans;

namespace Monitoring.LocalSilo.Tests;

/// <summary>A silo with a clock that the test moves, and with its errors kept to be looked at.</summary>
internal sealed class TestSilo : IAsyncDisposable, ILoggerProvider, ILogger
{
    private readonly ServiceProvider _services;

    internal TestSilo(Action<LocalSiloOptions> configure, Action<IServiceCollection>? services = null)
    {
        var collection = new ServiceCollection();
        collection.AddMetrics();
        collection.AddLogging(logging => logging.AddProvider(this));
        collection.AddSingleton<TimeProvider>(Time);
        collection.AddLocalSilo(configure);
        services?.Invoke(collection);
        _services = collection.BuildServiceProvider();
        Host = _services.GetRequiredService<LocalSiloHost>();
    }

    internal FakeTimeProvider Time { get; } = new();

    internal LocalSiloHost Host { get; }

    internal IServiceProvider Services => _services;

    internal ConcurrentQueue<(int Id, Exception? Exception)> Errors { get; } = new();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    ILogger ILoggerProvider.CreateLogger(string categoryName) => this;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Warning)
        {
            Errors.Enqueue((eventId.Id, exception));
        }
    }

    void IDisposable.Dispose()
    {
    }

    internal TGrain Get<TGrain>(string key)
        where TGrain : IGrainWithStringKey => Services.GetRequiredService<IGrainFactory>().GetGrain<TGrain>(key);
}
