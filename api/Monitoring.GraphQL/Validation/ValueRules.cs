namespace Monitoring.GraphQL;

/// <summary>Rules about literals (section 5.6).</summary>
internal sealed class ValueRules(ValidationContext context)
{
    /// <summary>Checks a literal for a place of a type; null when the place's type is not known.</summary>
    public void Check(ValueNode node, GType? type)
    {
        CheckUniqueFields(node);
        CheckType(node, type);
    }

    private void CheckUniqueFields(ValueNode node)
    {
        if (node is ListValueNode list)
        {
            foreach (var item in list.Values) CheckUniqueFields(item);
        }
        if (node is not ObjectValueNode literal) return;
        var seen = new Dictionary<string, NameNode>();
        foreach (var field in literal.Fields)
        {
            if (!seen.TryAdd(field.Name.Value, field.Name))
            {
                context.Report(
                    Rules.UniqueInputFieldNames, $"There can be only one input field named \"{field.Name.Value}\".", seen[field.Name.Value], field.Name);
            }
            CheckUniqueFields(field.Value);
        }
    }

    private void CheckType(ValueNode node, GType? type)
    {
        switch (node)
        {
            case VariableNode:
                break;
            case NullValueNode:
                if (type is NonNullType) Fail($"Expected value of type \"{type}\", found null.", node);
                break;
            case ListValueNode list when type is null || type.Nullable is ListType:
                foreach (var item in list.Values) CheckType(item, (type?.Nullable as ListType)?.Item);
                break;
            case ListValueNode:
                CheckLeaf(node, type!.Nullable);
                break;
            case ObjectValueNode literal when type?.Named is InputObjectType input:
                CheckObject(literal, input);
                break;
            default:
                if (type is not null) CheckLeaf(node, type);
                break;
        }
    }

    private void CheckObject(ObjectValueNode node, InputObjectType type)
    {
        foreach (var missing in type.Fields.Where(field => field.IsRequired && node.Fields.All(given => given.Name.Value != field.Name)))
            Fail($"Field \"{type.Name}.{missing.Name}\" of required type \"{missing.Type}\" was not provided.", node);
        if (type.IsOneOf) CheckOneOf(node, type);
        foreach (var field in node.Fields)
        {
            var known = type.Find(field.Name.Value);
            if (known is null)
            {
                Fail($"Field \"{field.Name.Value}\" is not defined by type \"{type.Name}\"."
                    + context.DidYouMean(field.Name.Value, type.Fields.Select(f => f.Name)), field);
            }
            CheckType(field.Value, known?.Type);
        }
    }

    private void CheckOneOf(ObjectValueNode node, InputObjectType type)
    {
        var names = node.Fields.Select(field => field.Name.Value).Distinct().ToList();
        if (names.Count != 1) Fail($"OneOf Input Object \"{type.Name}\" must specify exactly one key.", node);
        else if (node.Fields[^1].Value is NullValueNode) Fail($"Field \"{type.Name}.{names[0]}\" must be non-null.", node);
    }

    private void CheckLeaf(ValueNode node, GType type)
    {
        var message = type.Named switch
        {
            EnumType e => EnumMessages.Check(e, node, context.Suggest),
            ScalarType scalar => CheckScalar(node, scalar, type),
            _ => $"Expected value of type \"{type}\", found {Printer.Print(node)}.",
        };
        if (message is not null) Fail(message, node);
    }

    private static string? CheckScalar(ValueNode node, ScalarType scalar, GType type)
    {
        try
        {
            // A variable inside a custom scalar's literal counts as null here; its value shows only when the operation runs.
            scalar.Scalar.ParseObject(new ScalarInput(node));
            return null;
        }
        catch (FormatException e)
        {
            return scalar.Scalar.IsSpecified ? e.Message : $"Expected value of type \"{type}\", found {Printer.Print(node)}; {e.Message}";
        }
    }

    private void Fail(string message, Node node) => context.Report(Rules.ValuesOfCorrectType, message, node);
}
