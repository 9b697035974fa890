namespace Monitoring.GraphQL;

/// <summary>A resolver gave null where the schema promises a value.</summary>
internal sealed class NonNullViolation(PlannedField field)
    : Exception($"Cannot return null for non-nullable field {field.ParentType.Name}.{field.Definition.Name}.");
