namespace Monitoring.GraphQL;

/// <summary>
/// Field selection merging (section 5.3.2). Fields of one response name are compared as a group, not in pairs: all must have the same
/// shape, and those that can be of the same object the same name and arguments. Work is limited by a budget, because documents can be made
/// whose merged selections multiply.
/// </summary>
internal sealed class OverlappingFieldsRule(ValidationContext context)
{
    /// <summary>Fields looked at for one document; about 30 ms.</summary>
    private const int BudgetMax = 300_000;

    private const int NamesShownMax = 20;

    private readonly HashSet<(FieldNode, FieldNode)> _reported = [];
    private readonly Dictionary<ValueNode, string> _texts = [];
    private readonly HashSet<GroupKey> _shapesDone = [];
    private readonly HashSet<GroupKey> _parentsDone = [];
    private int _budget = BudgetMax;

    private readonly record struct Selected(FieldNode Node, CompositeType? Parent, FieldDefinition? Definition);

    public void Check()
    {
        foreach (var definition in context.Document.Definitions)
        {
            var (set, type) = definition switch
            {
                OperationNode operation => (operation.SelectionSet, context.Schema.RootOf(operation.Kind)),
                FragmentNode fragment => (fragment.SelectionSet, context.TypeCondition(fragment.TypeCondition)),
                _ => (null, (CompositeType?)null),
            };
            if (set is null) continue;
            var groups = Collect([(set, type)]);
            CheckCommonParents(groups, []);
            CheckShapes(groups, []);
        }
    }

    private void CheckShapes(Dictionary<string, List<Selected>> groups, List<string> path)
    {
        foreach (var (name, fields) in groups)
        {
            if (!_shapesDone.Add(new GroupKey(fields.Select(field => field.Node)))) continue;
            var first = fields.FirstOrDefault(field => field.Definition is not null);
            foreach (var other in fields.Where(field => field.Definition is not null))
            {
                if (!Conflict(first.Definition!.Type, other.Definition!.Type)) continue;
                Report(path, name, $"they return conflicting types \"{first.Definition.Type}\" and \"{other.Definition.Type}\"", first.Node, other.Node);
                break;
            }
            Below(fields, name, path, CheckShapes);
        }
    }

    private void CheckCommonParents(Dictionary<string, List<Selected>> groups, List<string> path)
    {
        foreach (var (name, fields) in groups)
        {
            if (!_parentsDone.Add(new GroupKey(fields.Select(field => field.Node)))) continue;
            foreach (var together in ByParent(fields))
            {
                var first = together[0];
                foreach (var other in together.Skip(1))
                {
                    if (Difference(first.Node, other.Node) is not { } reason) continue;
                    Report(path, name, reason, first.Node, other.Node);
                    break;
                }
                Below(together, name, path, CheckCommonParents);
            }
        }
    }

    /// <summary>Fields of abstract parents can meet those of every object type; fields of different object types never meet.</summary>
    private static IEnumerable<List<Selected>> ByParent(List<Selected> fields)
    {
        var open = fields.Where(field => field.Parent is not ObjectType).ToList();
        var groups = fields.Where(field => field.Parent is ObjectType).GroupBy(field => field.Parent).ToList();
        return groups.Count == 0 ? [open] : groups.Select(group => group.Concat(open).ToList());
    }

    private void Below(List<Selected> fields, string name, List<string> path, Action<Dictionary<string, List<Selected>>, List<string>> check)
    {
        var sets = fields.Where(field => field.Node.SelectionSet is not null)
            .Select(field => (field.Node.SelectionSet!, field.Definition?.Type.Named as CompositeType)).ToList();
        if (sets.Count == 0) return;
        // Fragments in a circle, which another rule reports, can lead deeper than the document is.
        if (!System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack()) Abort();
        // A conflict inside one field's own selection is told from there.
        check(Collect(sets), sets.Count == 1 ? [] : [.. path, name]);
    }

    private Dictionary<string, List<Selected>> Collect(IReadOnlyList<(SelectionSetNode Set, CompositeType? Parent)> sets)
    {
        var groups = new Dictionary<string, List<Selected>>();
        var visited = new HashSet<string>();
        var seen = new HashSet<(SelectionSetNode, CompositeType?)>();
        foreach (var (set, parent) in sets)
        {
            if (seen.Add((set, parent))) Collect(set, parent, groups, visited);
        }
        return groups;
    }

    private void Collect(SelectionSetNode set, CompositeType? parent, Dictionary<string, List<Selected>> groups, HashSet<string> visited)
    {
        Spend(set.Selections.Count);
        foreach (var selection in set.Selections)
        {
            switch (selection)
            {
                case FieldNode field:
                    var definition = parent is null ? null : context.Schema.FieldOf(parent, field.Name.Value);
                    if (!groups.TryGetValue(field.ResponseName, out var group)) groups.Add(field.ResponseName, group = []);
                    group.Add(new Selected(field, parent, definition));
                    break;
                case InlineFragmentNode inline:
                    Collect(inline.SelectionSet, inline.TypeCondition is null ? parent : context.TypeCondition(inline.TypeCondition), groups, visited);
                    break;
                case FragmentSpreadNode spread when visited.Add(spread.Name.Value):
                    if (context.Fragments.TryGetValue(spread.Name.Value, out var fragment))
                        Collect(fragment.SelectionSet, context.TypeCondition(fragment.TypeCondition), groups, visited);
                    break;
            }
        }
    }

    private static bool Conflict(GType a, GType b)
    {
        if (a == b) return false;
        if (a is ListType la) return b is not ListType lb || Conflict(la.Item, lb.Item);
        if (b is ListType) return true;
        if (a is NonNullType na) return b is not NonNullType nb || Conflict(na.Inner, nb.Inner);
        return b is NonNullType || a.IsLeaf || b.IsLeaf;
    }

    private string? Difference(FieldNode a, FieldNode b)
    {
        if (a == b) return null;
        if (a.Name.Value != b.Name.Value) return $"\"{a.Name.Value}\" and \"{b.Name.Value}\" are different fields";
        return SameArguments(a.Arguments, b.Arguments) ? null : "they have differing arguments";
    }

    private bool SameArguments(IReadOnlyList<ArgumentNode> a, IReadOnlyList<ArgumentNode> b)
    {
        if (a.Count != b.Count) return false;
        foreach (var argument in a)
        {
            Spend(1);
            var other = b.LastOrDefault(candidate => candidate.Name.Value == argument.Name.Value);
            if (other is null || Text(argument.Value) != Text(other.Value)) return false;
        }
        return true;
    }

    private string Text(ValueNode value)
    {
        if (_texts.TryGetValue(value, out var known)) return known;
        var text = value switch
        {
            ObjectValueNode literal => $"{{{string.Join(',', literal.Fields.OrderBy(f => f.Name.Value, StringComparer.Ordinal).Select(f => f.Name.Value + ":" + Text(f.Value)))}}}",
            ListValueNode list => $"[{string.Join(',', list.Values.Select(Text))}]",
            _ => Printer.Print(value),
        };
        _texts.Add(value, text);
        return text;
    }

    private void Report(List<string> path, string name, string reason, FieldNode a, FieldNode b)
    {
        if (!_reported.Add((a, b))) return;
        var text = reason;
        var names = path.Append(name).TakeLast(NamesShownMax).ToList();
        for (var i = names.Count - 1; i > 0; i--) text = $"subfields \"{names[i]}\" conflict because {text}";
        context.Report(
            Rules.OverlappingFields,
            $"Fields \"{names[0]}\" conflict because {text}. Use different aliases on the fields to fetch both if this was intentional.", a, b);
    }

    private void Spend(int fields)
    {
        if ((_budget -= fields) < 0) Abort();
    }

    private void Abort()
    {
        context.Report(Rules.OverlappingFields, "Validation needs too much work: selections overlap too often.", ErrorCodes.ValidationTooComplex, []);
        throw new ValidationAbortedException();
    }

    /// <summary>A set of field nodes, so that the same group met again on another way is not looked at again.</summary>
    private sealed class GroupKey : IEquatable<GroupKey>
    {
        private readonly HashSet<FieldNode> _nodes;
        private readonly int _hash;

        public GroupKey(IEnumerable<FieldNode> nodes)
        {
            _nodes = [.. nodes];
            foreach (var node in _nodes) _hash ^= System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(node);
        }

        public bool Equals(GroupKey? other) => other is not null && _hash == other._hash && _nodes.SetEquals(other._nodes);

        public override bool Equals(object? obj) => Equals(obj as GroupKey);

        public override int GetHashCode() => _hash;
    }
}
