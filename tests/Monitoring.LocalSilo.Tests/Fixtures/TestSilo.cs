using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Orleans;

namespace Monitoring.LocalSilo.Tests;

/// <summary>A silo with script grains, with a clock that the test moves, and with what it complains of kept to be looked at.</summary>
internal sealed class TestSilo : IAsyncDisposable, ILoggerProvider, ILogger
{
    private readonly ServiceProvider _services;
    private readonly ConcurrentDictionary<int, Gate> _complained = new();

    internal TestSilo(Action<LocalSiloOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        var collection = new ServiceCollection();
        collection.AddMetrics();
        collection.AddLogging(logging => logging.AddProvider(this));
        collection.AddSingleton<TimeProvider>(Time);
        collection.AddSingleton(Script);
        collection.AddLocalSilo(options =>
        {
            options.AddGrain<IScriptGrain, ScriptGrain>(static (silo, key) => new ScriptGrainReference<IScriptGrain>(silo, key));
            options.AddGrain<IReentrantGrain, ReentrantGrain>(static (silo, key) => new ReentrantGrainReference(silo, key));
            configure?.Invoke(options);
        });
        services?.Invoke(collection);
        _services = collection.BuildServiceProvider();
        Host = _services.GetRequiredService<LocalSiloHost>();
    }

    internal FakeTimeProvider Time { get; } = new();

    internal Script Script { get; } = new();

    internal LocalSiloHost Host { get; }

    internal IServiceProvider Services => _services;

    /// <summary>Warnings and worse, by event id.</summary>
    internal ConcurrentQueue<(int Id, Exception? Exception)> Complaints { get; } = new();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    ILogger ILoggerProvider.CreateLogger(string categoryName) => this;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Warning)
        {
            Complaints.Enqueue((eventId.Id, exception));
            _complained.GetOrAdd(eventId.Id, static _ => new Gate()).Open();
        }
    }

    void IDisposable.Dispose()
    {
    }

    internal TGrain Get<TGrain>(string key = "k")
        where TGrain : IGrainWithStringKey => Services.GetRequiredService<IGrainFactory>().GetGrain<TGrain>(key);

    internal IScriptGrain Grain(string key = "k") => Get<IScriptGrain>(key);

    /// <summary>Comes back when the silo has logged a warning or worse with this id.</summary>
    internal Task Complained(int id) => _complained.GetOrAdd(id, static _ => new Gate()).Opened;

    /// <summary>Comes back when every grain has done what it had been asked for before. Not a use of the grains.</summary>
    internal async Task Settled()
    {
        foreach (var activation in Host.Activations)
        {
            var gate = new Gate();
            if (activation.TryPost(new ActionWorkItem(_ => gate.Open())))
            {
                await gate.Opened;
            }
        }
    }

    internal Task Stop() => Host.StopAsync();
}
