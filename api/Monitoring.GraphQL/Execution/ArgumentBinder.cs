namespace Monitoring.GraphQL;

/// <summary>Arguments of a field as its resolver takes them (specification, section 6.4.1).</summary>
internal static class ArgumentBinder
{
    public static bool IsConstant(ValueNode node) => node switch
    {
        VariableNode => false,
        ListValueNode list => list.Values.All(IsConstant),
        ObjectValueNode literal => literal.Fields.All(field => IsConstant(field.Value)),
        _ => true,
    };

    /// <exception cref="GraphQLException">A value is missing or does not fit.</exception>
    public static object?[] Bind(IReadOnlyList<InputValue> definitions, IReadOnlyList<ArgumentNode> nodes, Variables variables)
    {
        if (definitions.Count == 0) return [];
        var values = new object?[definitions.Count];
        for (var i = 0; i < values.Length; i++) values[i] = Bind(definitions[i], nodes, variables);
        return values;
    }

    private static object? Bind(InputValue definition, IReadOnlyList<ArgumentNode> nodes, Variables variables)
    {
        var node = nodes.FirstOrDefault(argument => argument.Name.Value == definition.Name)?.Value;
        var variable = (node as VariableNode)?.Name.Value;
        object? value = null;
        if (node is null || (variable is not null && !variables.TryGet(variable, out value)))
        {
            if (definition.Default is not null) return definition.ToClr(definition.DefaultValue);
            if (!definition.Type.IsNonNull) return definition.Absent;
            throw Bad($"Argument \"{definition.Name}\" of required type \"{definition.Type}\" was "
                + (node is null ? "not provided." : $"provided the variable \"${variable}\" which was not provided a runtime value."));
        }
        if (variable is null) value = InputCoercion.Literal(node, definition.Type, variables);
        if (node is NullValueNode || (value is null && definition.Type.IsNonNull))
        {
            if (definition.Type.IsNonNull) throw Bad($"Argument \"{definition.Name}\" of non-null type \"{definition.Type}\" must not be null.");
            return definition.ToClr(null);
        }
        if (value == InputCoercion.Invalid) throw Bad($"Argument \"{definition.Name}\" has invalid value {Printer.Print(node)}.");
        return definition.ToClr(value);
    }

    private static GraphQLException Bad(string message) => new(message, ErrorCodes.BadUserInput);
}
