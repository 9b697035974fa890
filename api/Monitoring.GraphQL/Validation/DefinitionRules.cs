namespace Monitoring.GraphQL;

/// <summary>Rules about a document's definitions (sections 5.1 and 5.2, unique fragment names).</summary>
internal static class DefinitionRules
{
    public static void Check(ValidationContext context)
    {
        foreach (var definition in context.Document.Definitions)
        {
            if (definition is OperationNode or FragmentNode) continue;
            var name = definition is TypeSystemNode node ? node.Name?.Value : ((DirectiveDefinitionNode)definition).Name.Value;
            context.Report(Rules.ExecutableDefinitions, $"The {(name is null ? "schema" : $"\"{name}\"")} definition is not executable.", definition);
        }
        var operations = context.Document.Definitions.OfType<OperationNode>().ToList();
        Unique(context, operations.Where(o => o.Name is not null).Select(o => o.Name!), Rules.UniqueOperationNames, "operation");
        Unique(context, context.Document.Definitions.OfType<FragmentNode>().Select(f => f.Name), Rules.UniqueFragmentNames, "fragment");
        foreach (var anonymous in operations.Where(operation => operation.Name is null && operations.Count > 1))
            context.Report(Rules.LoneAnonymousOperation, "This anonymous operation must be the only defined operation.", anonymous);
        foreach (var operation in operations.Where(operation => operation.Kind == OperationKind.Subscription)) CheckSubscription(context, operation);
    }

    private static void Unique(ValidationContext context, IEnumerable<NameNode> names, string rule, string what)
    {
        var seen = new Dictionary<string, NameNode>();
        foreach (var name in names)
        {
            if (!seen.TryAdd(name.Value, name)) context.Report(rule, $"There can be only one {what} named \"{name.Value}\".", seen[name.Value], name);
        }
    }

    private static void CheckSubscription(ValidationContext context, OperationNode operation)
    {
        if (context.Schema.Subscription is not { } root) return;
        var who = operation.Name is null ? "Anonymous Subscription" : $"Subscription \"{operation.Name.Value}\"";
        var groups = new Dictionary<string, List<FieldNode>>();
        var conditional = new List<DirectiveNode>();
        Collect(context, root, operation.SelectionSet, groups, conditional, []);
        if (conditional.Count > 0)
        {
            context.Report(
                Rules.SingleFieldSubscriptions, $"{who} must not use `@skip` or `@include` directives in the top level selection.", conditional);
        }
        if (groups.Count > 1)
            context.Report(Rules.SingleFieldSubscriptions, $"{who} must select only one top level field.", groups.Values.Skip(1).SelectMany(nodes => nodes));
        foreach (var nodes in groups.Values.Where(nodes => nodes[0].Name.Value.StartsWith("__", StringComparison.Ordinal)))
            context.Report(Rules.SingleFieldSubscriptions, $"{who} must not select an introspection top level field.", nodes);
    }

    private static void Collect(
        ValidationContext context, ObjectType root, SelectionSetNode set, Dictionary<string, List<FieldNode>> groups,
        List<DirectiveNode> conditional, HashSet<string> visited)
    {
        foreach (var selection in set.Selections)
        {
            conditional.AddRange(selection.Directives.Where(d => d.Name.Value is SpecifiedDirectives.Skip or SpecifiedDirectives.Include));
            switch (selection)
            {
                case FieldNode field:
                    if (!groups.TryGetValue(field.ResponseName, out var nodes)) groups.Add(field.ResponseName, nodes = []);
                    nodes.Add(field);
                    break;
                case InlineFragmentNode inline when Applies(context, root, inline.TypeCondition):
                    Collect(context, root, inline.SelectionSet, groups, conditional, visited);
                    break;
                case FragmentSpreadNode spread when visited.Add(spread.Name.Value)
                    && context.Fragments.TryGetValue(spread.Name.Value, out var fragment) && Applies(context, root, fragment.TypeCondition):
                    Collect(context, root, fragment.SelectionSet, groups, conditional, visited);
                    break;
            }
        }
    }

    private static bool Applies(ValidationContext context, ObjectType root, NamedTypeNode? condition) =>
        condition is null || context.TypeCondition(condition)?.PossibleTypes.Contains(root) == true;
}
