namespace Monitoring.GraphQL;

/// <summary>A subscriber's buffer is full: it does not keep up with its source.</summary>
internal sealed class SlowConsumerException(int max) : Exception($"More than {max} events are waiting to be sent.");
