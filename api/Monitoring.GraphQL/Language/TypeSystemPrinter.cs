namespace Monitoring.GraphQL;

/// <summary>Prints type-system definitions and extensions.</summary>
internal static class TypeSystemPrinter
{
    public static string Print(TypeSystemNode node)
    {
        var words = new List<string>();
        if (node.IsExtension) words.Add("extend");
        words.Add(Keyword(node.Kind));
        if (node.Name is not null) words.Add(node.Name.Value);
        if (node.Interfaces.Count > 0) words.Add("implements " + string.Join(" & ", node.Interfaces.Select(Printer.Print)));
        var line = string.Join(' ', words) + Printer.Directives(node);
        if (node.Members.Count > 0) line += " = " + string.Join(" | ", node.Members.Select(Printer.Print));
        var body = Printer.Block(
            node.OperationTypes.Select(type => $"{Operation(type.Operation)}: {Printer.Print(type.Type)}")
                .Concat(node.Fields.Select(Field))
                .Concat(node.InputFields.Select(InputValue))
                .Concat(node.Values.Select(value => Printer.Described(value.Description) + value.Name.Value + Printer.Directives(value))));
        return body.Length == 0 ? line : $"{line} {body}";
    }

    public static string Print(DirectiveDefinitionNode node) =>
        $"directive @{node.Name.Value}{Arguments(node.Arguments)}{(node.IsRepeatable ? " repeatable" : "")} on "
        + string.Join(" | ", node.Locations.Select(name => name.Value));

    private static string Field(FieldDefinitionNode field) =>
        $"{Printer.Described(field.Description)}{field.Name.Value}{Arguments(field.Arguments)}: {Printer.Print(field.Type)}{Printer.Directives(field)}";

    private static string InputValue(InputValueDefinitionNode value) =>
        $"{Printer.Described(value.Description)}{value.Name.Value}: {Printer.Print(value.Type)}"
        + (value.DefaultValue is null ? "" : $" = {Printer.Print(value.DefaultValue)}") + Printer.Directives(value);

    private static string Arguments(IReadOnlyList<InputValueDefinitionNode> arguments)
    {
        if (arguments.Count == 0) return "";
        var texts = arguments.Select(InputValue).ToList();
        return texts.Any(text => text.Contains('\n'))
            ? $"(\n{Printer.Indent(string.Join('\n', texts))}\n)"
            : $"({string.Join(", ", texts)})";
    }

    private static string Operation(OperationKind kind) => kind switch
    {
        OperationKind.Query => "query",
        OperationKind.Mutation => "mutation",
        _ => "subscription",
    };

    private static string Keyword(TypeSystemKind kind) => kind switch
    {
        TypeSystemKind.Schema => "schema",
        TypeSystemKind.Scalar => "scalar",
        TypeSystemKind.Object => "type",
        TypeSystemKind.Interface => "interface",
        TypeSystemKind.Union => "union",
        TypeSystemKind.Enum => "enum",
        _ => "input",
    };
}
