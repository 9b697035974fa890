namespace Monitoring.GraphQL;

/// <summary>
/// Coerces literals (specification, sections 3.5 to 3.12). Coerced form: a scalar's C# value, an enum's C# value, <c>object?[]</c>
/// for a list, the C# object for an input object.
/// </summary>
internal static class InputCoercion
{
    /// <summary>The result for a literal that does not fit its type.</summary>
    public static object Invalid { get; } = new();

    public static object? Literal(ValueNode node, GType type, Variables variables)
    {
        if (node is VariableNode variable)
        {
            if (!variables.TryGet(variable.Name.Value, out var value)) return Invalid;
            return value is null && type.IsNonNull ? Invalid : value;
        }
        if (type is NonNullType nonNull) return node is NullValueNode ? Invalid : Literal(node, nonNull.Inner, variables);
        if (node is NullValueNode) return null;
        return type switch
        {
            ListType list => List(node, list, variables),
            InputObjectType input => Object(node, input, variables),
            EnumType @enum => node is EnumValueNode name && @enum.Find(name.Value) is { } value ? value.Value : Invalid,
            _ => Scalar(node, (ScalarType)type, variables),
        };
    }

    private static object List(ValueNode node, ListType list, Variables variables)
    {
        if (node is not ListValueNode literal)
        {
            var only = Literal(node, list.Item, variables);
            return only == Invalid ? Invalid : new[] { only };
        }
        var items = new object?[literal.Values.Count];
        for (var i = 0; i < items.Length; i++)
        {
            var item = literal.Values[i];
            // A variable that was not given counts as null inside a list.
            if (item is VariableNode variable && !variables.TryGet(variable.Name.Value, out _))
            {
                if (list.Item.IsNonNull) return Invalid;
                continue;
            }
            items[i] = Literal(item, list.Item, variables);
            if (items[i] == Invalid) return Invalid;
        }
        return items;
    }

    private static object? Object(ValueNode node, InputObjectType type, Variables variables)
    {
        if (node is not ObjectValueNode literal) return Invalid;
        var values = new InputFields(type);
        for (var i = 0; i < type.Fields.Count; i++)
        {
            var field = type.Fields[i];
            var given = literal.Fields.FirstOrDefault(f => f.Name.Value == field.Name);
            if (given is null || (given.Value is VariableNode variable && !variables.TryGet(variable.Name.Value, out _)))
            {
                if (field.IsRequired) return Invalid;
                continue;
            }
            var value = Literal(given.Value, field.Type, variables);
            if (value == Invalid) return Invalid;
            values.Set(i, value);
        }
        if (literal.Fields.Any(field => type.Find(field.Name.Value) is null)) return Invalid;
        if (type.IsOneOf && (values.GivenCount != 1 || literal.Fields.Count != 1 || OnlyIsNull(type, values))) return Invalid;
        return values.Create();
    }

    private static bool OnlyIsNull(InputObjectType type, InputFields values) => values[type.Fields.ToList().IndexOf(values.OnlyGiven)] is null;

    private static object Scalar(ValueNode node, ScalarType type, Variables variables)
    {
        try
        {
            return type.Scalar.ParseObject(new ScalarInput(Substitute(node, variables)));
        }
        catch (FormatException)
        {
            return Invalid;
        }
    }

    /// <summary>Puts variables' values into a literal that only a custom scalar will read.</summary>
    private static ValueNode Substitute(ValueNode node, Variables variables) => node switch
    {
        VariableNode variable => variables.Raw(variable.Name.Value) is { } json ? JsonLiteral.From(json) : new NullValueNode(),
        ListValueNode list => new ListValueNode { Values = [.. list.Values.Select(item => Substitute(item, variables))] },
        ObjectValueNode literal => new ObjectValueNode
        {
            Fields = [.. literal.Fields.Select(f => new ObjectFieldNode { Name = f.Name, Value = Substitute(f.Value, variables) })],
        },
        _ => node,
    };
}
