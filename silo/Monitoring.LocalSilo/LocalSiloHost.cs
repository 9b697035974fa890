using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;

namespace Monitoring.LocalSilo;

/// <summary>A silo in this process: finds, makes, and puts away grains. Thread-safe.</summary>
public sealed class LocalSiloHost : IGrainFactory, IAsyncDisposable
{
    private readonly FrozenDictionary<Type, GrainInterface> _interfaces;
    private readonly GrainKind[] _kinds;
    private readonly Lock _stopGate = new();
    private Task? _stop;
    private volatile Stage _stage;

    internal LocalSiloHost(LocalSiloOptions options, IServiceProvider services, TimeProvider time, ILoggerFactory loggers)
    {
        Options = options;
        Services = services;
        Time = time;
        Logger = loggers.CreateLogger(LocalSiloMetrics.MeterName);
        var classes = options.Grains.Select(static grain => grain.Class).Distinct();
        var kinds = classes.ToDictionary(static type => type, type => new GrainKind(this, type));
        _kinds = [.. kinds.Values];
        _interfaces = options.Grains.ToFrozenDictionary(
            static grain => grain.Interface,
            grain => new GrainInterface(grain.Interface, kinds[grain.Class], grain.Reference));
        Collector = new ActivationCollector(options, time);
        Metrics = new LocalSiloMetrics(services.GetService<IMeterFactory>(), () => _kinds, () => Collector.Parked);
    }

    private enum Stage
    {
        Running,
        Stopping,
        Stopped,
    }

    /// <summary>Grains active now.</summary>
    public int ActiveGrains => _kinds.Sum(static kind => kind.Active);

    internal LocalSiloOptions Options { get; }

    internal IServiceProvider Services { get; }

    internal TimeProvider Time { get; }

    internal ILogger Logger { get; }

    internal ActivationCollector Collector { get; }

    internal LocalSiloMetrics Metrics { get; }

    /// <summary>Those there are; what comes and goes meanwhile may or may not be among them.</summary>
    internal IEnumerable<Activation> Activations => _kinds.SelectMany(static kind => kind.Activations);

    internal bool HasStopped => _stage == Stage.Stopped;

    /// <summary>Whether a call is to be refused: while stopping all but those of grains, which need them to finish; then all.</summary>
    internal bool Refuses => _stage != Stage.Running && (_stage == Stage.Stopped || TaskScheduler.Current is not Activation);

    /// <inheritdoc/>
    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentNullException.ThrowIfNull(primaryKey);
        var found = InterfaceOf(typeof(TGrainInterface));
        if (grainClassNamePrefix is not null && !found.Kind.Type.FullName!.StartsWith(grainClassNamePrefix, StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"{found.Kind.Type.FullName} does not begin with {grainClassNamePrefix}.", nameof(grainClassNamePrefix));
        }

        return (TGrainInterface)found.Reference(primaryKey);
    }

    /// <summary>
    /// Stops: refuses new calls with <see cref="Orleans.Runtime.SiloUnavailableException"/>, lets the calls it has taken finish (they may
    /// still call other grains), puts every grain away, a bounded number at a time. Called again it gives the same task.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting; what is still running then is left as it is.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled before all was put away.</exception>
    public Task StopAsync(CancellationToken cancellationToken = default)
    {
        lock (_stopGate)
        {
            return _stop ??= StopOnceAsync(cancellationToken);
        }
    }

    /// <summary>Stops as <see cref="StopAsync"/> does, waiting no longer than one grain may take to be put away.</summary>
    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(Options.DeactivationTimeout, Time);
        // A stop that ran out of time has been logged as an error; there is nobody here to tell.
        await StopAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    internal TGrainInterface GetReference<TGrainInterface>(string key) =>
        (TGrainInterface)InterfaceOf(typeof(TGrainInterface)).Reference(key);

    internal GrainInterface InterfaceOf(Type type) =>
        _interfaces.TryGetValue(type, out var found)
            ? found
            : throw new ArgumentException($"No grain class is registered for {type.Name}; see {nameof(LocalSiloOptions.AddGrain)}.");

    private async Task StopOnceAsync(CancellationToken cancellationToken)
    {
        _stage = Stage.Stopping;
        LocalSiloLog.Stopping(Logger, ActiveGrains);
        try
        {
            await EndAllAsync(cancellationToken).ConfigureAwait(false);
            _stage = Stage.Stopped;
            // A call may have been let in at the very moment of the change.
            await EndAllAsync(cancellationToken).ConfigureAwait(false);
            LocalSiloLog.Stopped(Logger);
        }
        catch (OperationCanceledException)
        {
            LocalSiloLog.StoppedInTheMiddle(Logger, ActiveGrains);
            throw;
        }
        finally
        {
            _stage = Stage.Stopped;
            Collector.Dispose();
            Metrics.Dispose();
        }
    }

    /// <summary>Puts all grains away, again and again, because one that finishes its work may activate another.</summary>
    private async Task EndAllAsync(CancellationToken cancellationToken)
    {
        var limits = new ParallelOptions { MaxDegreeOfParallelism = Options.StopConcurrency, CancellationToken = cancellationToken };
        while (_kinds.Any(static kind => !kind.IsEmpty))
        {
            await Parallel.ForEachAsync(
                Activations,
                limits,
                static (activation, token) => new ValueTask(activation.EndWhenIdle().WaitAsync(token))).ConfigureAwait(false);
        }
    }
}
