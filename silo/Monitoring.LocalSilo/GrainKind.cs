using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;

namespace Monitoring.LocalSilo;

/// <summary>A grain class in a silo: how its grains are made, and the activations there are.</summary>
internal sealed class GrainKind
{
    private const string Suffix = "grain";

    private readonly ConcurrentDictionary<string, Activation> _activations = new(StringComparer.Ordinal);
    private readonly ObjectFactory _factory;
    private readonly StateParameter[] _states;
    private int _active;

    /// <exception cref="ArgumentException">The class cannot be constructed as it is.</exception>
    internal GrainKind(LocalSiloHost host, Type type)
    {
        Host = host;
        Type = type;
        Name = NameOf(type);
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute), inherit: true);
        ActivatesItself = Overrides(type, nameof(Grain.OnActivateAsync), typeof(CancellationToken));
        DeactivatesItself = Overrides(type, nameof(Grain.OnDeactivateAsync), typeof(DeactivationReason), typeof(CancellationToken));
        var constructors = type.GetConstructors();
        if (type.IsAbstract || constructors.Length != 1)
        {
            throw new ArgumentException($"{type.Name} has to be a concrete class with exactly one public constructor.");
        }

        var parameters = constructors[0].GetParameters();
        _states = [.. parameters.Select(parameter => StateParameter.From(parameter, host.Services)).OfType<StateParameter>()];
        _factory = ActivatorUtilities.CreateFactory(type, [.. _states.Select(static state => state.ParameterType)]);
    }

    internal LocalSiloHost Host { get; }

    internal Type Type { get; }

    internal string Name { get; }

    internal bool IsReentrant { get; }

    internal bool ActivatesItself { get; }

    internal bool DeactivatesItself { get; }

    internal int Active => Volatile.Read(ref _active);

    internal bool IsEmpty => _activations.IsEmpty;

    /// <summary>Those there are; what comes and goes meanwhile may or may not be among them.</summary>
    internal IEnumerable<Activation> Activations => _activations.Select(static entry => entry.Value);

    /// <summary>Brings a call to the grain, or fails it when the silo takes none.</summary>
    internal void Dispatch(string key, Request request)
    {
        if (Host.Refuses)
        {
            request.Fail(Errors.Stopping($"{Name}/{key}"));
            return;
        }

        while (true)
        {
            if (!_activations.TryGetValue(key, out var activation))
            {
                activation = _activations.GetOrAdd(key, static (key, self) => new Activation(self, key), this);
            }

            if (activation.TryPost(request))
            {
                return;
            }

            Remove(activation);
        }
    }

    /// <summary>Removes a closed activation.</summary>
    internal void Remove(Activation activation) => _activations.TryRemove(KeyValuePair.Create(activation.Key, activation));

    /// <summary>For a one-way call: the caller is done at once, a failure is logged.</summary>
    internal Task WithoutAnswer(string key, Task answer)
    {
        answer.ContinueWith(
            (task, key) => LocalSiloLog.OneWayFailed(Host.Logger, task.Exception!.InnerException!, Name, (string)key!),
            key,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return Task.CompletedTask;
    }

    internal Grain Construct(Activation activation, out IStateReader[] states)
    {
        if (_states.Length == 0)
        {
            states = [];
            return (Grain)_factory(Host.Services, null);
        }

        states = Array.ConvertAll(_states, state => state.MakeFor(activation.Key, Host.Logger));
        return (Grain)_factory(Host.Services, states);
    }

    internal void OnActivated()
    {
        Interlocked.Increment(ref _active);
        Host.Metrics.Activated(Name);
    }

    internal void OnActivationFailed() => Host.Metrics.ActivationFailed(Name);

    internal void OnDeactivated(DeactivationReasonCode reason)
    {
        Interlocked.Decrement(ref _active);
        Host.Metrics.Deactivated(Name, reason);
    }

    private static string NameOf(Type type)
    {
        if (type.GetCustomAttribute<GrainTypeAttribute>() is { } given)
        {
            return given.Name;
        }

        var name = type.Name.ToLowerInvariant();
        return name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
    }

    private static bool Overrides(Type type, string method, params Type[] parameters) =>
        type.GetMethod(method, parameters)?.DeclaringType != typeof(Grain);
}
