using System.Text;

namespace Monitoring.GraphQL;

/// <summary>Prints documents in the reference implementation's layout.</summary>
internal static class Printer
{
    /// <summary>Longest line of a field with its arguments before they are put on lines of their own.</summary>
    private const int LineMax = 80;

    public static string Print(DocumentNode document) => string.Join("\n\n", document.Definitions.Select(Print));

    public static string Print(DefinitionNode definition) => Described(definition.Description) + definition switch
    {
        OperationNode operation => PrintOperation(operation),
        FragmentNode fragment =>
            $"fragment {fragment.Name.Value} on {fragment.TypeCondition.Name.Value}{Directives(fragment)} {Print(fragment.SelectionSet)}",
        TypeSystemNode node => TypeSystemPrinter.Print(node),
        _ => TypeSystemPrinter.Print((DirectiveDefinitionNode)definition),
    };

    public static string Print(TypeNode type) => type switch
    {
        NamedTypeNode named => named.Name.Value,
        ListTypeNode list => $"[{Print(list.Type)}]",
        _ => Print(((NonNullTypeNode)type).Type) + "!",
    };

    public static string Print(ValueNode value) => value switch
    {
        VariableNode variable => "$" + variable.Name.Value,
        IntValueNode number => number.Value,
        FloatValueNode number => number.Value,
        StringValueNode { IsBlock: true } text => BlockStrings.Print(text.Value),
        StringValueNode text => Quote(text.Value),
        BooleanValueNode boolean => boolean.Value ? "true" : "false",
        EnumValueNode name => name.Value,
        ListValueNode list => $"[{string.Join(", ", list.Values.Select(Print))}]",
        ObjectValueNode node => $"{{{string.Join(", ", node.Fields.Select(field => $"{field.Name.Value}: {Print(field.Value)}"))}}}",
        _ => "null",
    };

    /// <summary>A string literal with the escapes the specification has.</summary>
    public static string Quote(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => result.Append("\\\""),
                '\\' => result.Append("\\\\"),
                '\b' => result.Append("\\b"),
                '\f' => result.Append("\\f"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                < ' ' or (>= '\x7F' and <= '\x9F') => result.Append("\\u").Append(((int)c).ToString("X4", null)),
                _ => result.Append(c),
            };
        }
        return result.Append('"').ToString();
    }

    internal static string Described(StringValueNode? description) => description is null ? "" : Print((ValueNode)description) + "\n";

    internal static string Directives(IHasDirectives node) =>
        string.Concat(node.Directives.Select(directive => $" @{directive.Name.Value}{Arguments(directive.Arguments)}"));

    internal static string Block(IEnumerable<string> lines)
    {
        var text = string.Join('\n', lines);
        return text.Length == 0 ? "" : "{\n" + Indent(text) + "\n}";
    }

    internal static string Indent(string text) => "  " + text.Replace("\n", "\n  ", StringComparison.Ordinal);

    private static string PrintOperation(OperationNode operation)
    {
        var variables = operation.Variables.Select(PrintVariable).ToList();
        var list = variables.Count == 0 ? ""
            : variables.Any(text => text.Contains('\n')) ? $"(\n{string.Join('\n', variables)}\n)" : $"({string.Join(", ", variables)})";
        var head = operation.Name?.Value + list + Directives(operation);
        if (head.Length == 0 && operation.Kind == OperationKind.Query && operation.Description is null) return Print(operation.SelectionSet);
        var word = operation.Kind switch
        {
            OperationKind.Query => "query",
            OperationKind.Mutation => "mutation",
            _ => "subscription",
        };
        var space = operation.Name is null && list.Length == 0 ? "" : " ";
        return $"{word}{space}{head} {Print(operation.SelectionSet)}";
    }

    private static string PrintVariable(VariableDefinitionNode variable) =>
        $"{Described(variable.Description)}${variable.Variable.Name.Value}: {Print(variable.Type)}"
        + (variable.DefaultValue is null ? "" : $" = {Print(variable.DefaultValue)}") + Directives(variable);

    private static string Print(SelectionSetNode set) => Block(set.Selections.Select(Print));

    private static string Print(SelectionNode selection) => selection switch
    {
        FieldNode field => PrintField(field),
        FragmentSpreadNode spread => $"...{spread.Name.Value}{Directives(spread)}",
        InlineFragmentNode { TypeCondition: { } type } inline => $"... on {type.Name.Value}{Directives(inline)} {Print(inline.SelectionSet)}",
        _ => $"...{Directives(selection)} {Print(((InlineFragmentNode)selection).SelectionSet)}",
    };

    private static string PrintField(FieldNode field)
    {
        var head = (field.Alias is null ? "" : field.Alias.Value + ": ") + field.Name.Value;
        var line = head + Arguments(field.Arguments);
        if (line.Length > LineMax && field.Arguments.Count > 0)
            line = $"{head}(\n{Indent(string.Join('\n', field.Arguments.Select(Argument)))}\n)";
        return line + Directives(field) + (field.SelectionSet is null ? "" : " " + Print(field.SelectionSet));
    }

    private static string Arguments(IReadOnlyList<ArgumentNode> arguments) =>
        arguments.Count == 0 ? "" : $"({string.Join(", ", arguments.Select(Argument))})";

    private static string Argument(ArgumentNode argument) => $"{argument.Name.Value}: {Print(argument.Value)}";
}
