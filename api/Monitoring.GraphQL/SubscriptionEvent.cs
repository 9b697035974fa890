namespace Monitoring.GraphQL;

/// <summary>One event of a subscription together with the id from which a client may resume after it.</summary>
/// <param name="Id">Opaque to the engine; handed out as the SSE <c>id</c> and as <c>extensions.eventId</c>.</param>
/// <param name="Payload">The value of the subscription's field.</param>
public readonly record struct SubscriptionEvent<T>(string? Id, T Payload);
