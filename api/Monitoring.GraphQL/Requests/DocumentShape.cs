namespace Monitoring.GraphQL;

/// <summary>
/// Counts what an operation comes to with its fragments followed: levels, aliases, directives. Each fragment is counted once, so the
/// work is that of reading the document, however much its fragments multiply; it is done before validation.
/// </summary>
internal sealed class DocumentShape
{
    private readonly GraphQLLimits _limits;
    private readonly Dictionary<string, FragmentNode> _fragments = [];
    private readonly Dictionary<string, Counts> _known = [];
    private readonly HashSet<string> _open = [];

    public DocumentShape(DocumentNode document, GraphQLLimits limits)
    {
        _limits = limits;
        foreach (var fragment in document.Definitions.OfType<FragmentNode>()) _fragments.TryAdd(fragment.Name.Value, fragment);
        foreach (var definition in document.Definitions)
        {
            if (definition is OperationNode operation) Check(Of(operation.SelectionSet), document, operation, operation.Directives.Count);
            if (Errors.Count > 0) return;
        }
    }

    public List<GraphQLError> Errors { get; } = [];

    private void Check(Counts counts, DocumentNode document, OperationNode operation, int directives)
    {
        void Refuse(string message, string code) =>
            Errors.Add(new GraphQLError(message, code) { Locations = [document.Source.LocationOf(operation.Start)] });

        if (counts.Depth > _limits.DepthMax)
            Refuse($"The operation is {counts.Depth} levels deep; at most {_limits.DepthMax} are allowed.", ErrorCodes.QueryTooDeep);
        else if (counts.Aliases > _limits.AliasesMax)
            Refuse($"The operation has {counts.Aliases} aliases; at most {_limits.AliasesMax} are allowed.", ErrorCodes.TooManyAliases);
        else if (counts.Directives + directives > _limits.DirectivesMax)
            Refuse($"The operation has {counts.Directives + directives} directives; at most {_limits.DirectivesMax} are allowed.", ErrorCodes.TooManyDirectives);
    }

    private Counts Of(SelectionSetNode set)
    {
        var total = default(Counts);
        foreach (var selection in set.Selections)
        {
            var own = new Counts(0, selection is FieldNode { Alias: not null } ? 1 : 0, selection.Directives.Count);
            var inner = selection switch
            {
                FieldNode { SelectionSet: { } below } => Of(below).Below(),
                FieldNode => new Counts(1, 0, 0),
                InlineFragmentNode inline => Of(inline.SelectionSet),
                _ => OfFragment(((FragmentSpreadNode)selection).Name.Value),
            };
            total = total.Beside(own).Beside(inner);
        }
        return total;
    }

    private Counts OfFragment(string name)
    {
        if (_known.TryGetValue(name, out var known)) return known;
        // A circle of fragments is for validation to report.
        if (!_fragments.TryGetValue(name, out var fragment) || !_open.Add(name)) return default;
        var counts = Of(fragment.SelectionSet);
        _open.Remove(name);
        _known.Add(name, counts);
        return counts;
    }

    private readonly record struct Counts(int Depth, int Aliases, int Directives)
    {
        /// <summary>Far above every limit and far below overflow.</summary>
        private const int Many = 1_000_000_000;

        public Counts Below() => this with { Depth = Depth + 1 };

        public Counts Beside(Counts other) =>
            new(Math.Max(Depth, other.Depth), (int)Math.Min(Many, (long)Aliases + other.Aliases), (int)Math.Min(Many, (long)Directives + other.Directives));
    }
}
