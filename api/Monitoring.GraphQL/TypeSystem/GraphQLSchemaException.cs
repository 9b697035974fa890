namespace Monitoring.GraphQL;

/// <summary>The C# types given do not make a valid schema. The message names the C# member.</summary>
public sealed class GraphQLSchemaException(string message) : Exception(message);
