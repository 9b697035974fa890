namespace Monitoring.GraphQL;

/// <summary>Rules about fragments as a whole: used ones, circles (sections 5.5.1.4 and 5.5.2.2).</summary>
internal static class FragmentRules
{
    public static void Check(ValidationContext context)
    {
        CheckUnused(context);
        CheckCycles(context);
    }

    /// <summary>The fragments an operation comes to use, each once.</summary>
    public static IReadOnlyList<FragmentNode> Reachable(ValidationContext context, IEnumerable<SelectionSetNode> from)
    {
        var found = new List<FragmentNode>();
        var seen = new HashSet<string>();
        var open = new Stack<SelectionSetNode>(from);
        while (open.TryPop(out var set))
        {
            foreach (var spread in Spreads(set))
            {
                if (!seen.Add(spread.Name.Value) || !context.Fragments.TryGetValue(spread.Name.Value, out var fragment)) continue;
                found.Add(fragment);
                open.Push(fragment.SelectionSet);
            }
        }
        return found;
    }

    private static IEnumerable<FragmentSpreadNode> Spreads(SelectionSetNode set)
    {
        foreach (var selection in set.Selections)
        {
            var inner = (selection as FieldNode)?.SelectionSet ?? (selection as InlineFragmentNode)?.SelectionSet;
            if (selection is FragmentSpreadNode spread) yield return spread;
            else if (inner is not null)
            {
                foreach (var below in Spreads(inner)) yield return below;
            }
        }
    }

    private static void CheckUnused(ValidationContext context)
    {
        var used = Reachable(context, context.Document.Definitions.OfType<OperationNode>().Select(operation => operation.SelectionSet))
            .Select(fragment => fragment.Name.Value).ToHashSet();
        foreach (var fragment in context.Document.Definitions.OfType<FragmentNode>().Where(fragment => !used.Contains(fragment.Name.Value)))
            context.Report(Rules.NoUnusedFragments, $"Fragment \"{fragment.Name.Value}\" is never used.", fragment);
    }

    private static void CheckCycles(ValidationContext context)
    {
        var search = new CycleSearch(context);
        foreach (var fragment in context.Document.Definitions.OfType<FragmentNode>()) search.Visit(fragment);
    }

    private sealed class CycleSearch(ValidationContext context)
    {
        private readonly HashSet<string> _visited = [];
        private readonly List<FragmentSpreadNode> _path = [];
        private readonly Dictionary<string, int> _position = [];

        public void Visit(FragmentNode fragment)
        {
            var name = fragment.Name.Value;
            if (!_visited.Add(name)) return;
            System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
            _position[name] = _path.Count;
            foreach (var spread in Spreads(fragment.SelectionSet))
            {
                _path.Add(spread);
                if (_position.TryGetValue(spread.Name.Value, out var start)) Report(spread.Name.Value, start);
                else if (context.Fragments.TryGetValue(spread.Name.Value, out var next)) Visit(next);
                _path.RemoveAt(_path.Count - 1);
            }
            _position.Remove(name);
        }

        private void Report(string name, int start)
        {
            var cycle = _path.Skip(start).ToList();
            var via = string.Join(", ", cycle.SkipLast(1).Select(spread => $"\"{spread.Name.Value}\""));
            context.Report(
                Rules.NoFragmentCycles, $"Cannot spread fragment \"{name}\" within itself{(via.Length > 0 ? $" via {via}" : "")}.", cycle);
        }
    }
}
