namespace Monitoring.Grains.Queries;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The page, in the list's order.</param>
/// <param name="HasMore">Whether anything comes after it, as of this read.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, bool HasMore);
