namespace Monitoring.GraphQL;

internal static class EnumMessages
{
    public static string Suggest(EnumType type, string name) =>
        Suggestions.DidYouMean("the enum value", Suggestions.For(name, type.Values.Select(value => value.Name)));

    /// <summary>What is wrong with a literal for an enum, or null.</summary>
    public static string? Check(EnumType type, ValueNode literal, bool suggest)
    {
        var text = Printer.Print(literal);
        if (literal is not EnumValueNode name)
            return $"Enum \"{type.Name}\" cannot represent non-enum value: {text}.{(suggest ? Suggest(type, text) : "")}";
        return type.Find(name.Value) is not null
            ? null : $"Value \"{text}\" does not exist in \"{type.Name}\" enum.{(suggest ? Suggest(type, text) : "")}";
    }
}
