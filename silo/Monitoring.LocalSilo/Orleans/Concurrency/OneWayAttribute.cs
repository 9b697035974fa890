namespace Orleans.Concurrency;

/// <summary>The caller gets no answer: the returned task is complete at once, a failure is logged only.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute
{
}
