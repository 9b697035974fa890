using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Monitoring.LocalSilo;

/// <summary>A constructor parameter of a grain that stands for a persistent state.</summary>
internal sealed class StateParameter
{
    private static readonly MethodInfo MakeMethod =
        typeof(StateParameter).GetMethod(nameof(Make), BindingFlags.Static | BindingFlags.NonPublic)!;

    private readonly Func<StateParameter, string, ILogger, IStateReader> _make;

    private StateParameter(Type parameterType, string stateName, ILocalGrainStorage storage)
    {
        ParameterType = parameterType;
        StateName = stateName;
        Storage = storage;
        _make = MakeMethod.MakeGenericMethod(parameterType.GetGenericArguments()[0])
            .CreateDelegate<Func<StateParameter, string, ILogger, IStateReader>>();
    }

    internal Type ParameterType { get; }

    internal string StateName { get; }

    internal ILocalGrainStorage Storage { get; }

    /// <summary>Null when the parameter is not a persistent state.</summary>
    /// <exception cref="ArgumentException">The attribute or the storage it names is missing.</exception>
    internal static StateParameter? From(ParameterInfo parameter, IServiceProvider services)
    {
        var type = parameter.ParameterType;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
        {
            return null;
        }

        var where = $"{parameter.Member.DeclaringType?.Name}, parameter {parameter.Name}";
        var attribute = parameter.GetCustomAttribute<PersistentStateAttribute>()
            ?? throw new ArgumentException($"{where}: a persistent state needs [PersistentState] with the name of the state.");
        var storage = attribute.StorageName is { } name
            ? services.GetKeyedService<ILocalGrainStorage>(name)
            : services.GetService<ILocalGrainStorage>();
        return new StateParameter(
            type,
            attribute.StateName,
            storage ?? throw new ArgumentException(
                $"{where}: no grain storage is registered as {attribute.StorageName ?? "the default"}."));
    }

    internal IStateReader MakeFor(string key, ILogger logger) => _make(this, key, logger);

    private static PersistentState<T> Make<T>(StateParameter parameter, string key, ILogger logger) =>
        new(parameter.Storage, parameter.StateName, key, logger);
}
