using System.Text.Json;

namespace Monitoring.GraphQL;

/// <summary>Turns the request's variables into values of their declared types (specification, section 6.1.2).</summary>
internal static class VariableCoercion
{
    public static Variables Coerce(
        Schema schema, DocumentNode document, OperationNode operation, JsonElement raw, GraphQLLimits limits, bool suggest, List<GraphQLError> errors)
    {
        if (operation.Variables.Count == 0) return Variables.None;
        var variables = new Variables(operation.Variables, raw);
        for (var i = 0; i < operation.Variables.Count; i++)
        {
            var definition = operation.Variables[i];
            var type = schema.FromNode(definition.Type)!;
            var name = definition.Variable.Name.Value;
            var location = document.Source.LocationOf(definition.Start);
            if (raw.ValueKind != JsonValueKind.Object || !raw.TryGetProperty(name, out var value))
            {
                if (definition.DefaultValue is { } node) variables.Set(i, InputCoercion.Literal(node, type, Variables.None));
                else if (type.IsNonNull) errors.Add(Error($"Variable \"${name}\" of required type \"{type}\" was not provided.", location));
                continue;
            }
            if (value.ValueKind == JsonValueKind.Null && type.IsNonNull)
            {
                errors.Add(Error($"Variable \"${name}\" of non-null type \"{type}\" must not be null.", location));
                continue;
            }
            var reader = new JsonInput(name, location, limits, suggest, errors);
            variables.Set(i, reader.Read(value, type, 0));
        }
        return variables;
    }

    private static GraphQLError Error(string message, SourceLocation location) => new(message, ErrorCodes.BadUserInput) { Locations = [location] };
}
