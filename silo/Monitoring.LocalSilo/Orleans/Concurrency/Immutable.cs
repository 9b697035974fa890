namespace Orleans.Concurrency;

/// <summary>Carries a value that needs no copy.</summary>
public readonly struct Immutable<T>
{
    /// <summary>The value.</summary>
    public readonly T Value;

    /// <summary>Wraps a value that is never changed from now on.</summary>
    public Immutable(T value) => Value = value;
}
