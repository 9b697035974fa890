using System.Globalization;

namespace Orleans;

/// <summary>How long a caller waits for the answer. Without effect in the local silo, where calls have no time limit.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ResponseTimeoutAttribute(string timeout) : Attribute
{
    /// <summary>The time limit.</summary>
    public TimeSpan? Timeout { get; init; } = TimeSpan.Parse(timeout, CultureInfo.InvariantCulture);
}
