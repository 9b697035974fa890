namespace Monitoring.GraphQL;

/// <summary>One entry of a response's <c>errors</c>.</summary>
internal sealed class GraphQLError(string message, string? code)
{
    public string Message { get; } = message;

    public string? Code { get; } = code;

    /// <summary>The validation rule that was broken, named as in the reference implementation.</summary>
    public string? Rule { get; init; }

    public IReadOnlyList<SourceLocation> Locations { get; init; } = [];

    /// <summary>Response names and list indices; null when the error belongs to no field.</summary>
    public IReadOnlyList<object>? Path { get; init; }

    public IReadOnlyDictionary<string, object?>? Extensions { get; init; }
}
