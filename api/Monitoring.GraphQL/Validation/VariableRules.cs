namespace Monitoring.GraphQL;

/// <summary>Rules about variables (section 5.8), which look through the fragments an operation uses.</summary>
internal sealed class VariableRules(ValidationContext context)
{
    private readonly Dictionary<DefinitionNode, List<Usage>> _usages = [];

    private readonly record struct Usage(VariableNode Node, GType? Type, bool HasDefault, GType? Parent);

    public void Check()
    {
        foreach (var operation in context.Document.Definitions.OfType<OperationNode>()) Check(operation);
    }

    private void Check(OperationNode operation)
    {
        foreach (var group in operation.Variables.GroupBy(v => v.Variable.Name.Value).Where(group => group.Count() > 1))
        {
            context.Report(
                Rules.UniqueVariableNames, $"There can be only one variable named \"${group.Key}\".", group.Select(v => v.Variable.Name));
        }
        var defined = new Dictionary<string, VariableDefinitionNode>();
        foreach (var variable in operation.Variables) defined[variable.Variable.Name.Value] = variable;
        var used = new HashSet<string>();
        var usages = FragmentRules.Reachable(context, [operation.SelectionSet]).Aggregate(
            UsagesOf(operation).AsEnumerable(), (all, fragment) => all.Concat(UsagesOf(fragment)));
        foreach (var usage in usages)
        {
            used.Add(usage.Node.Name.Value);
            CheckUsage(operation, usage, defined);
        }
        foreach (var unused in operation.Variables.Where(variable => !used.Contains(variable.Variable.Name.Value)))
        {
            var name = unused.Variable.Name.Value;
            context.Report(Rules.NoUnusedVariables, operation.Name is null
                ? $"Variable \"${name}\" is never used." : $"Variable \"${name}\" is never used in operation \"{operation.Name.Value}\".", unused);
        }
    }

    private void CheckUsage(OperationNode operation, Usage usage, Dictionary<string, VariableDefinitionNode> defined)
    {
        var name = usage.Node.Name.Value;
        if (!defined.TryGetValue(name, out var definition))
        {
            context.Report(Rules.NoUndefinedVariables, operation.Name is null
                ? $"Variable \"${name}\" is not defined." : $"Variable \"${name}\" is not defined by operation \"{operation.Name.Value}\".",
                usage.Node, operation);
            return;
        }
        if (usage.Type is null) return;
        var type = context.Schema.FromNode(definition.Type);
        if (type is not null && !IsAllowed(type, definition.DefaultValue, usage))
        {
            context.Report(
                Rules.VariablesInAllowedPosition, $"Variable \"${name}\" of type \"{type}\" used in position expecting type \"{usage.Type}\".",
                definition, usage.Node);
        }
        if (usage.Parent is InputObjectType { IsOneOf: true } parent && type is { IsNonNull: false })
        {
            context.Report(
                Rules.VariablesInAllowedPosition,
                $"Variable \"${name}\" is of type \"{type}\" but must be non-nullable to be used for OneOf Input Object \"{parent.Name}\".",
                definition, usage.Node);
        }
    }

    private static bool IsAllowed(GType type, ValueNode? defaultValue, Usage usage)
    {
        if (usage.Type is not NonNullType place || type.IsNonNull) return IsSubType(type, usage.Type!);
        return (usage.HasDefault || defaultValue is not (null or NullValueNode)) && IsSubType(type, place.Inner);
    }

    private static bool IsSubType(GType type, GType wanted) => (type, wanted) switch
    {
        _ when type == wanted => true,
        (NonNullType a, NonNullType b) => IsSubType(a.Inner, b.Inner),
        (NonNullType a, _) => IsSubType(a.Inner, wanted),
        (ListType a, ListType b) => IsSubType(a.Item, b.Item),
        _ => false,
    };

    private List<Usage> UsagesOf(DefinitionNode definition)
    {
        if (_usages.TryGetValue(definition, out var known)) return known;
        var found = new List<Usage>();
        if (definition is OperationNode operation)
        {
            Directives(operation, found);
            Selections(operation.SelectionSet, context.Schema.RootOf(operation.Kind), found);
        }
        else if (definition is FragmentNode fragment)
        {
            Directives(fragment, found);
            Selections(fragment.SelectionSet, context.TypeCondition(fragment.TypeCondition), found);
        }
        _usages.Add(definition, found);
        return found;
    }

    private void Selections(SelectionSetNode set, CompositeType? parent, List<Usage> found)
    {
        foreach (var selection in set.Selections)
        {
            Directives(selection, found);
            if (selection is InlineFragmentNode inline)
                Selections(inline.SelectionSet, inline.TypeCondition is null ? parent : context.TypeCondition(inline.TypeCondition), found);
            if (selection is not FieldNode node) continue;
            var field = parent is null ? null : context.Schema.FieldOf(parent, node.Name.Value);
            foreach (var argument in node.Arguments) Argument(argument, field?.FindArgument(argument.Name.Value), found);
            if (node.SelectionSet is { } below) Selections(below, field?.Type.Named as CompositeType, found);
        }
    }

    private void Directives(IHasDirectives owner, List<Usage> found)
    {
        foreach (var directive in owner.Directives)
        {
            var definition = context.Schema.Directives.GetValueOrDefault(directive.Name.Value);
            foreach (var argument in directive.Arguments)
                Argument(argument, definition?.Arguments.FirstOrDefault(a => a.Name == argument.Name.Value), found);
        }
    }

    private static void Argument(ArgumentNode argument, InputValue? definition, List<Usage> found) =>
        Value(argument.Value, definition?.Type, definition?.Default is not null, null, found);

    private static void Value(ValueNode node, GType? type, bool hasDefault, GType? parent, List<Usage> found)
    {
        switch (node)
        {
            case VariableNode variable:
                found.Add(new Usage(variable, type, hasDefault, parent));
                break;
            case ListValueNode list:
                var item = type?.Nullable is ListType wrapped ? wrapped.Item : type?.Nullable;
                foreach (var value in list.Values) Value(value, item, false, type, found);
                break;
            case ObjectValueNode literal:
                var input = type?.Named as InputObjectType;
                foreach (var field in literal.Fields)
                {
                    var known = input?.Find(field.Name.Value);
                    Value(field.Value, known?.Type, known?.Default is not null, type?.Nullable is ListType ? type : type?.Nullable, found);
                }
                break;
        }
    }
}
