namespace Monitoring.GraphQL;

/// <summary>Prints a schema in the reference implementation's layout.</summary>
internal static class SdlPrinter
{
    private static readonly HashSet<string> Specified = ["String", "Int", "Float", "Boolean", "ID"];

    public static string Print(Schema schema)
    {
        var types = schema.Types.Values
            .Where(type => !type.Name.StartsWith("__", StringComparison.Ordinal) && !Specified.Contains(type.Name)).Select(Print);
        // Root types have the usual names, so a schema definition is needed for a description only.
        var head = schema.Description is null ? [] : new[] { Description(schema.Description, "", true) + SchemaDefinition(schema) };
        return string.Join("\n\n", head.Concat(types)) + "\n";
    }

    private static string SchemaDefinition(Schema schema)
    {
        var lines = new List<string> { "  query: " + schema.Query.Name };
        if (schema.Mutation is { } mutation) lines.Add("  mutation: " + mutation.Name);
        if (schema.Subscription is { } subscription) lines.Add("  subscription: " + subscription.Name);
        return $"schema {{\n{string.Join('\n', lines)}\n}}";
    }

    private static string Print(NamedType type) => Description(type.Description, "", true) + type switch
    {
        ScalarType scalar => $"scalar {scalar.Name}"
            + (scalar.Scalar.SpecifiedBy is { } url ? $" @specifiedBy(url: {Printer.Quote(url)})" : ""),
        EnumType e => $"enum {e.Name}" + Block(e.Values.Select((value, i) =>
            Description(value.Description, "  ", i == 0) + "  " + value.Name + Deprecated(value.Deprecation))),
        InputObjectType input => $"input {input.Name}{(input.IsOneOf ? " @oneOf" : "")}" + Block(input.Fields.Select((field, i) =>
            Description(field.Description, "  ", i == 0) + "  " + InputValue(field))),
        UnionType union => $"union {union.Name} = {string.Join(" | ", union.Members.Select(member => member.Name))}",
        _ => Composite((CompositeType)type),
    };

    private static string Composite(CompositeType type)
    {
        var keyword = type.Kind == TypeKind.Interface ? "interface" : "type";
        var interfaces = type.Interfaces.Count == 0 ? "" : " implements " + string.Join(" & ", type.Interfaces.Select(parent => parent.Name));
        return $"{keyword} {type.Name}{interfaces}" + Block(type.Fields.Select((field, i) =>
            $"{Description(field.Description, "  ", i == 0)}  {field.Name}{Arguments(field)}: {field.Type}{Deprecated(field.Deprecation)}"));
    }

    private static string Arguments(FieldDefinition field)
    {
        if (field.Arguments.Count == 0) return "";
        if (field.Arguments.All(argument => argument.Description is null)) return $"({string.Join(", ", field.Arguments.Select(InputValue))})";
        return "(\n" + string.Join('\n', field.Arguments.Select((argument, i) =>
            Description(argument.Description, "    ", i == 0) + "    " + InputValue(argument))) + "\n  )";
    }

    private static string InputValue(InputValue value) =>
        $"{value.Name}: {value.Type}" + (value.Default is null ? "" : $" = {Printer.Print(value.Default)}") + Deprecated(value.Deprecation);

    private static string Deprecated(string? reason) => reason switch
    {
        null => "",
        "No longer supported" => " @deprecated",
        _ => $" @deprecated(reason: {Printer.Quote(reason)})",
    };

    private static string Block(IEnumerable<string> lines) => " {\n" + string.Join('\n', lines) + "\n}";

    private static string Description(string? text, string indent, bool first)
    {
        if (text is null) return "";
        var literal = BlockStrings.IsPrintable(text) ? BlockStrings.Print(text) : Printer.Quote(text);
        var prefix = indent.Length > 0 && !first ? "\n" + indent : indent;
        return prefix + literal.Replace("\n", "\n" + indent, StringComparison.Ordinal) + "\n";
    }
}
