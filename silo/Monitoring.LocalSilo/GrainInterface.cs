using System.Collections.Frozen;
using System.Reflection;
using Orleans.Concurrency;

namespace Monitoring.LocalSilo;

/// <summary>A registered grain interface: the class behind it, how references are made, and how its methods are to be called.</summary>
internal sealed class GrainInterface(Type type, GrainKind kind, Func<LocalSiloHost, string, object> reference)
{
    /// <summary>Null when no method of the interface has an attribute that matters, which is the common and quickest case.</summary>
    private readonly FrozenDictionary<string, CallOptions>? _options = ReadOptions(type);

    internal GrainKind Kind => kind;

    internal object Reference(string key) => reference(kind.Host, key);

    internal CallOptions OptionsOf(string method)
    {
        if (_options is null)
        {
            return CallOptions.None;
        }

        return _options.TryGetValue(method, out var options)
            ? options
            : throw new InvalidOperationException(
                $"{type.Name} has no method {method}. A reference calls Invoke from the method of the same name, or passes that name.");
    }

    private static FrozenDictionary<string, CallOptions>? ReadOptions(Type type)
    {
        var options = new Dictionary<string, CallOptions>(StringComparer.Ordinal);
        foreach (var method in type.GetInterfaces().Append(type).SelectMany(static contract => contract.GetMethods()))
        {
            var found = OptionsOf(method);
            if (!options.TryAdd(method.Name, found) && options[method.Name] != found)
            {
                throw new ArgumentException(
                    $"The overloads of {type.Name}.{method.Name} have different attributes; name them differently.");
            }
        }

        return options.Values.Any(static found => found != CallOptions.None) ? options.ToFrozenDictionary(StringComparer.Ordinal) : null;
    }

    private static CallOptions OptionsOf(MethodInfo method)
    {
        var oneWay = method.IsDefined(typeof(OneWayAttribute));
        if (oneWay && method.ReturnType != typeof(Task))
        {
            throw new ArgumentException($"{method.DeclaringType?.Name}.{method.Name} is one-way; it has to return Task.");
        }

        return (method.IsDefined(typeof(AlwaysInterleaveAttribute)) ? CallOptions.AlwaysInterleave : CallOptions.None)
            | (method.IsDefined(typeof(ReadOnlyAttribute)) ? CallOptions.ReadOnly : CallOptions.None)
            | (oneWay ? CallOptions.OneWay : CallOptions.None);
    }
}
