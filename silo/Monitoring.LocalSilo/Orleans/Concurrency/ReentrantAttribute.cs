namespace Orleans.Concurrency;

/// <summary>Calls of this grain interleave where they await.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute
{
}
