namespace Monitoring.GraphQL;

/// <summary>
/// An error that a resolver means the client to see. Its message and <c>extensions.code</c> reach the client as they are;
/// every other exception that <see cref="GraphQLOptions.Translate"/> does not know is logged and shown only as "Unexpected execution error"
/// with code <c>INTERNAL_SERVER_ERROR</c>.
/// </summary>
public class GraphQLException : Exception
{
    /// <summary>Creates an error.</summary>
    /// <param name="message">What the client is told.</param>
    /// <param name="code">A stable word in SCREAMING_SNAKE_CASE a program can act on.</param>
    public GraphQLException(string message, string code) : base(message) => Code = code;

    /// <summary>The value of <c>extensions.code</c>.</summary>
    public string Code { get; }

    /// <summary>More entries for <c>extensions</c>; values are strings, numbers, booleans or null.</summary>
    public IReadOnlyDictionary<string, object?>? Extensions { get; init; }
}
