namespace Monitoring.GraphQL;

/// <summary>Keeps introspection from multiplying lists of types by lists of fields without end; the reference implementation recommends it.</summary>
internal static class IntrospectionDepthRule
{
    private const int ListsMax = 3;

    public static void Check(ValidationContext context)
    {
        foreach (var definition in context.Document.Definitions)
        {
            var set = (definition as OperationNode)?.SelectionSet ?? (definition as FragmentNode)?.SelectionSet;
            if (set is not null) Visit(context, set);
        }
    }

    private static void Visit(ValidationContext context, SelectionSetNode set)
    {
        foreach (var selection in set.Selections)
        {
            if (selection is FieldNode { Name.Value: "__schema" or "__type" } field && IsTooDeep(context, field, [], 0))
            {
                context.Report(Rules.MaxIntrospectionDepth, "Maximum introspection depth exceeded", field);
                continue;
            }
            var inner = (selection as FieldNode)?.SelectionSet ?? (selection as InlineFragmentNode)?.SelectionSet;
            if (inner is not null) Visit(context, inner);
        }
    }

    /// <summary><paramref name="visited"/> holds the greatest depth each fragment was entered at: less deep entries find nothing new.</summary>
    private static bool IsTooDeep(ValidationContext context, SelectionNode node, Dictionary<string, int> visited, int depth)
    {
        if (node is FragmentSpreadNode spread)
        {
            var name = spread.Name.Value;
            if (visited.TryGetValue(name, out var before) && before >= depth) return false;
            if (!context.Fragments.TryGetValue(name, out var fragment)) return false;
            visited[name] = depth;
            return fragment.SelectionSet.Selections.Any(child => IsTooDeep(context, child, visited, depth));
        }
        if (node is FieldNode { Name.Value: "fields" or "interfaces" or "possibleTypes" or "inputFields" } && ++depth >= ListsMax) return true;
        var set = (node as FieldNode)?.SelectionSet ?? (node as InlineFragmentNode)?.SelectionSet;
        return set is not null && set.Selections.Any(child => IsTooDeep(context, child, visited, depth));
    }
}
