namespace Monitoring.GraphQL;

internal static class Validator
{
    public static IReadOnlyList<GraphQLError> Validate(Schema schema, DocumentNode document, GraphQLOptions options) => [];
}
