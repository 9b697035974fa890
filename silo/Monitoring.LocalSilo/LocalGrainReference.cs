using System.Runtime.CompilerServices;
using Orleans;
using Orleans.Runtime;

namespace Monitoring.LocalSilo;

/// <summary>
/// Base of hand-written references. A reference implements the grain interface by one <c>Invoke</c> a method, with a static lambda:
/// <c>public Task&lt;long&gt; Add(long amount) =&gt; Invoke(static (grain, amount) =&gt; grain.Add(amount), amount);</c>.
/// Several arguments go as a tuple. The attributes on the interface's method (interleaving, read-only, one-way) are found by its name.
/// Immutable; may be shared and kept; equal when interface and key are equal.
/// </summary>
/// <typeparam name="TGrain">The grain interface.</typeparam>
public abstract class LocalGrainReference<TGrain> : IAddressable, ILocalGrainReference, IEquatable<LocalGrainReference<TGrain>>
    where TGrain : class, IGrainWithStringKey
{
    private readonly GrainInterface _interface;
    private readonly string _key;

    /// <summary>A reference to the grain with this key.</summary>
    /// <exception cref="ArgumentException">The interface is not registered with the silo.</exception>
    protected LocalGrainReference(LocalSiloHost silo, string key)
    {
        ArgumentNullException.ThrowIfNull(silo);
        ArgumentNullException.ThrowIfNull(key);
        _interface = silo.InterfaceOf(typeof(TGrain));
        _key = key;
    }

    string ILocalGrainReference.Key => _key;

    LocalSiloHost ILocalGrainReference.Host => _interface.Kind.Host;

    /// <inheritdoc/>
    public bool Equals(LocalGrainReference<TGrain>? other) =>
        other is not null && ReferenceEquals(_interface, other._interface) && string.Equals(_key, other._key, StringComparison.Ordinal);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as LocalGrainReference<TGrain>);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => HashCode.Combine(_interface, _key);

    /// <inheritdoc/>
    public sealed override string ToString() => $"{_interface.Kind.Name}/{_key}";

    /// <summary>Calls a method that returns <see cref="Task"/>.</summary>
    protected Task Invoke<TArg>(Func<TGrain, TArg, Task> call, TArg argument, [CallerMemberName] string method = "")
    {
        var options = _interface.OptionsOf(method);
        var request = new TaskRequest<TGrain, TArg>(call, argument) { Options = options };
        var answer = request.Answer;
        _interface.Kind.Dispatch(_key, request);
        return (options & CallOptions.OneWay) == 0 ? answer : _interface.Kind.WithoutAnswer(_key, answer);
    }

    /// <summary>Calls a method that returns <see cref="Task{TResult}"/>.</summary>
    protected Task<TResult> Invoke<TArg, TResult>(
        Func<TGrain, TArg, Task<TResult>> call, TArg argument, [CallerMemberName] string method = "")
    {
        var request = new TaskRequest<TGrain, TArg, TResult>(call, argument) { Options = _interface.OptionsOf(method) };
        var answer = request.Answer;
        _interface.Kind.Dispatch(_key, request);
        return answer;
    }

    /// <summary>Calls a method that returns <see cref="ValueTask"/>. Await the answer once only.</summary>
    protected ValueTask Invoke<TArg>(Func<TGrain, TArg, ValueTask> call, TArg argument, [CallerMemberName] string method = "")
    {
        var request = ValueRequest<TGrain, TArg>.Rent(call, argument);
        request.Options = _interface.OptionsOf(method);
        var answer = request.Answer;
        _interface.Kind.Dispatch(_key, request);
        return answer;
    }

    /// <summary>Calls a method that returns <see cref="ValueTask{TResult}"/>. Await the answer once only.</summary>
    protected ValueTask<TResult> Invoke<TArg, TResult>(
        Func<TGrain, TArg, ValueTask<TResult>> call, TArg argument, [CallerMemberName] string method = "")
    {
        var request = ValueRequest<TGrain, TArg, TResult>.Rent(call, argument);
        request.Options = _interface.OptionsOf(method);
        var answer = request.Answer;
        _interface.Kind.Dispatch(_key, request);
        return answer;
    }

    /// <summary>Calls a method without arguments that returns <see cref="Task"/>.</summary>
    protected Task Invoke(Func<TGrain, Task> call, [CallerMemberName] string method = "") =>
        Invoke(static (grain, call) => call(grain), call, method);

    /// <summary>Calls a method without arguments that returns <see cref="Task{TResult}"/>.</summary>
    protected Task<TResult> Invoke<TResult>(Func<TGrain, Task<TResult>> call, [CallerMemberName] string method = "") =>
        Invoke(static (grain, call) => call(grain), call, method);

    /// <summary>Calls a method without arguments that returns <see cref="ValueTask"/>. Await the answer once only.</summary>
    protected ValueTask Invoke(Func<TGrain, ValueTask> call, [CallerMemberName] string method = "") =>
        Invoke(static (grain, call) => call(grain), call, method);

    /// <summary>Calls a method without arguments that returns <see cref="ValueTask{TResult}"/>. Await the answer once only.</summary>
    protected ValueTask<TResult> Invoke<TResult>(Func<TGrain, ValueTask<TResult>> call, [CallerMemberName] string method = "") =>
        Invoke(static (grain, call) => call(grain), call, method);
}
