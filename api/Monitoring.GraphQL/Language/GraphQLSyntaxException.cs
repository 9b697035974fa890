namespace Monitoring.GraphQL;

/// <summary>A document that cannot be read. <see cref="Code"/> tells a syntax error from a limit.</summary>
internal sealed class GraphQLSyntaxException : Exception
{
    public const string SyntaxCode = "GRAPHQL_PARSE_FAILED";

    public GraphQLSyntaxException(Source source, int offset, string description, string code = SyntaxCode)
        : base("Syntax Error: " + description)
    {
        Location = source.LocationOf(offset);
        Code = code;
    }

    public SourceLocation Location { get; }

    public string Code { get; }
}
