namespace Monitoring.GraphQL;

/// <summary>The variables that an operation's <c>@skip</c> and <c>@include</c> use, fragments followed.</summary>
internal static class ConditionVariables
{
    public static IReadOnlyCollection<string> Of(DocumentNode document, OperationNode operation)
    {
        var fragments = document.Definitions.OfType<FragmentNode>().ToDictionary(fragment => fragment.Name.Value);
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Walk(operation.SelectionSet, fragments, found, []);
        return found;
    }

    private static void Walk(SelectionSetNode set, Dictionary<string, FragmentNode> fragments, SortedSet<string> found, HashSet<string> visited)
    {
        foreach (var selection in set.Selections)
        {
            foreach (var directive in selection.Directives)
            {
                if (directive.Name.Value is not (SpecifiedDirectives.Skip or SpecifiedDirectives.Include)) continue;
                foreach (var argument in directive.Arguments)
                {
                    if (argument.Value is VariableNode variable) found.Add(variable.Name.Value);
                }
            }
            var inner = selection switch
            {
                FieldNode field => field.SelectionSet,
                InlineFragmentNode inline => inline.SelectionSet,
                FragmentSpreadNode spread when visited.Add(spread.Name.Value) => fragments[spread.Name.Value].SelectionSet,
                _ => null,
            };
            if (inner is not null) Walk(inner, fragments, found, visited);
        }
    }
}
