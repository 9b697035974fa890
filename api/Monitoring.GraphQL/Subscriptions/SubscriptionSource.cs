namespace Monitoring.GraphQL;

/// <summary>Starts the stream of events behind a subscription's field.</summary>
internal abstract class SubscriptionSource
{
    /// <summary>The events, as parents of the executions they cause.</summary>
    public abstract IAsyncEnumerable<SubscriptionEvent<object?>> Start(Execution x, PlannedField field, CancellationToken cancellationToken);
}

internal sealed class PlainSource<T>(Resolve<IAsyncEnumerable<T>> start) : SubscriptionSource
{
    public override async IAsyncEnumerable<SubscriptionEvent<object?>> Start(
        Execution x, PlannedField field, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var payload in start(null, x, field).WithCancellation(cancellationToken).ConfigureAwait(false))
            yield return new SubscriptionEvent<object?>(null, payload);
    }
}

internal sealed class EventSource<T>(Resolve<IAsyncEnumerable<SubscriptionEvent<T>>> start) : SubscriptionSource
{
    public override async IAsyncEnumerable<SubscriptionEvent<object?>> Start(
        Execution x, PlannedField field, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (id, payload) in start(null, x, field).WithCancellation(cancellationToken).ConfigureAwait(false))
            yield return new SubscriptionEvent<object?>(id, payload);
    }
}
