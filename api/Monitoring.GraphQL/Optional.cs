namespace Monitoring.GraphQL;

/// <summary>Tells an absent input field or argument from one given as null. Use it as the type of an input property or parameter.</summary>
public readonly record struct Optional<T>
{
    /// <summary>A given value.</summary>
    public Optional(T value)
    {
        Value = value;
        HasValue = true;
    }

    /// <summary>Whether the client gave the field at all (perhaps as null).</summary>
    public bool HasValue { get; }

    /// <summary>What was given; the default of <typeparamref name="T"/> when nothing was.</summary>
    public T? Value { get; }

    /// <summary>Wraps a given value.</summary>
    public static implicit operator Optional<T>(T value) => new(value);
}
