namespace Orleans.Concurrency;

/// <summary>Makes <see cref="Immutable{T}"/>.</summary>
public static class ImmutableExtensions
{
    /// <summary>Wraps a value that is never changed from now on.</summary>
    public static Immutable<T> AsImmutable<T>(this T value) => new(value);
}
