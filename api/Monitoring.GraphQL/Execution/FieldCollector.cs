namespace Monitoring.GraphQL;

/// <summary>Collects and merges fields (specification, section 6.3.2).</summary>
internal static class FieldCollector
{
    public static PlannedField[] Collect(OperationPlan plan, ObjectType type, IEnumerable<SelectionSetNode> sets)
    {
        var groups = new Dictionary<string, List<FieldNode>>();
        var order = new List<string>();
        var visited = new HashSet<string>();
        foreach (var set in sets) Collect(plan, type, set, groups, order, visited);
        return [.. order.Select(name => Field(plan, type, name, groups[name]))];
    }

    private static PlannedField Field(OperationPlan plan, ObjectType type, string name, List<FieldNode> nodes) =>
        new(plan, type, plan.Schema.FieldOf(type, nodes[0].Name.Value)!, name, nodes);

    private static void Collect(
        OperationPlan plan, ObjectType type, SelectionSetNode set, Dictionary<string, List<FieldNode>> groups, List<string> order, HashSet<string> visited)
    {
        foreach (var selection in set.Selections)
        {
            if (!IsIncluded(plan, selection)) continue;
            switch (selection)
            {
                case FieldNode field:
                    if (!groups.TryGetValue(field.ResponseName, out var nodes))
                    {
                        groups.Add(field.ResponseName, nodes = []);
                        order.Add(field.ResponseName);
                    }
                    nodes.Add(field);
                    break;
                case InlineFragmentNode inline when Applies(plan, type, inline.TypeCondition):
                    Collect(plan, type, inline.SelectionSet, groups, order, visited);
                    break;
                case FragmentSpreadNode spread when visited.Add(spread.Name.Value):
                    if (plan.Fragments.TryGetValue(spread.Name.Value, out var fragment) && Applies(plan, type, fragment.TypeCondition))
                        Collect(plan, type, fragment.SelectionSet, groups, order, visited);
                    break;
            }
        }
    }

    private static bool Applies(OperationPlan plan, ObjectType type, NamedTypeNode? condition) =>
        condition is null || plan.Schema.FromNode(condition) is CompositeType composite && composite.PossibleTypes.Contains(type);

    private static bool IsIncluded(OperationPlan plan, SelectionNode selection)
    {
        foreach (var directive in selection.Directives)
        {
            if (directive.Name.Value == SpecifiedDirectives.Skip && Condition(plan, directive)) return false;
            if (directive.Name.Value == SpecifiedDirectives.Include && !Condition(plan, directive)) return false;
        }
        return true;
    }

    private static bool Condition(OperationPlan plan, DirectiveNode directive) =>
        directive.Arguments.First(argument => argument.Name.Value == "if").Value switch
        {
            VariableNode variable => plan.Condition(variable.Name.Value),
            BooleanValueNode boolean => boolean.Value,
            _ => throw new InvalidOperationException("Validation lets only Booleans pass."),
        };
}
