using System.Collections.Concurrent;

namespace Monitoring.GraphQL;

/// <summary>
/// Estimates what an operation costs before it runs: each field's weight times the sizes of the lists above it. A list is as long as
/// its paging argument (<c>first</c>, <c>last</c>, <c>limit</c>) says, also through a connection's <c>edges</c> and <c>nodes</c>, or as assumed.
/// </summary>
internal sealed class CostAnalysis(Schema schema, DocumentNode document, GraphQLLimits limits)
{
    private static readonly string[] PagingArguments = ["first", "last", "limit"];

    private readonly Dictionary<string, FragmentNode> _fragments =
        document.Definitions.OfType<FragmentNode>().ToDictionary(fragment => fragment.Name.Value);

    private readonly ConcurrentDictionary<OperationNode, long> _fixed = new();

    /// <summary>The cost; stops counting above <see cref="GraphQLLimits.CostMax"/>.</summary>
    public long Of(OperationNode operation, Variables variables)
    {
        if (_fixed.TryGetValue(operation, out var known)) return known;
        var walk = new Walk(this, variables);
        var cost = walk.Set(operation.SelectionSet, schema.RootOf(operation.Kind)!, -1);
        if (!walk.AskedVariables) _fixed.TryAdd(operation, cost);
        return cost;
    }

    private sealed class Walk(CostAnalysis analysis, Variables variables)
    {
        public bool AskedVariables { get; private set; }

        private readonly Dictionary<(string Fragment, CompositeType Type, long Page), long> _known = [];

        /// <summary>The cost of a selection; <paramref name="page"/> is the size its connection's lists have, or -1.</summary>
        public long Set(SelectionSetNode set, CompositeType type, long page)
        {
            var total = 0L;
            foreach (var selection in set.Selections)
            {
                total += selection switch
                {
                    FieldNode field => Field(field, type, page),
                    InlineFragmentNode inline => Set(inline.SelectionSet, Narrow(type, inline.TypeCondition), page),
                    _ => Fragment(((FragmentSpreadNode)selection).Name.Value, type, page),
                };
                if (total > Enough) return Enough;
            }
            return total;
        }

        private long Enough => analysis.Limit;

        private long Fragment(string name, CompositeType type, long page)
        {
            if (_known.TryGetValue((name, type, page), out var known)) return known;
            var fragment = analysis.FragmentOf(name);
            var cost = Set(fragment.SelectionSet, Narrow(type, fragment.TypeCondition), page);
            _known[(name, type, page)] = cost;
            return cost;
        }

        private long Field(FieldNode node, CompositeType type, long page)
        {
            if (node.Name.Value.StartsWith("__", StringComparison.Ordinal)) return 0;
            var field = analysis.FieldOf(type, node.Name.Value);
            if (field is null) return 0;
            var given = GivenSize(field, node);
            var isList = field.Type.Nullable is ListType;
            var size = !isList ? 1 : given >= 0 ? given : page >= 0 && field.CostListSize == 0 ? page
                : field.CostListSize > 0 ? field.CostListSize : analysis.AssumedListSize;
            var inner = node.SelectionSet is null ? 0
                : Set(node.SelectionSet, (CompositeType)field.Type.Named, isList ? -1 : given);
            // Sizes and costs are both cut at the limit, whose square still fits 64 bits.
            return Math.Min(Enough, field.CostWeight + Math.Min(Enough, inner) * Math.Min(Enough, Math.Max(0, size)) + (isList ? size * field.CostWeight : 0));
        }

        private long GivenSize(FieldDefinition field, FieldNode node)
        {
            foreach (var name in PagingArguments)
            {
                if (field.FindArgument(name) is not { } argument || argument.Type.Nullable is not ScalarType { Name: "Int" }) continue;
                var literal = node.Arguments.FirstOrDefault(a => a.Name.Value == name)?.Value;
                AskedVariables |= literal is VariableNode;
                var value = literal switch
                {
                    null => argument.DefaultValue,
                    VariableNode variable => variables.TryGet(variable.Name.Value, out var given) ? given : argument.DefaultValue,
                    _ => InputCoercion.Literal(literal, argument.Type, variables),
                };
                if (value is int size) return Math.Max(0, size);
            }
            return -1;
        }

        private CompositeType Narrow(CompositeType type, NamedTypeNode? condition) =>
            condition is null ? type : (CompositeType)analysis.TypeOf(condition);
    }

    /// <summary>Just above the limit, and small enough that two can be multiplied.</summary>
    private long Limit { get; } = Math.Min(limits.CostMax, int.MaxValue) + 1;

    private int AssumedListSize => limits.AssumedListSize;

    private FragmentNode FragmentOf(string name) => _fragments[name];

    private FieldDefinition? FieldOf(CompositeType type, string name) => schema.FieldOf(type, name);

    private GType TypeOf(NamedTypeNode condition) => schema.FromNode(condition)!;
}
