using System.Text;

namespace Monitoring.GraphQL;

/// <summary>
/// An operation made ready to run for one setting of its <c>@skip</c> and <c>@include</c> variables: fields collected and merged,
/// names as UTF-8, constant arguments coerced. Shared by all requests; the parts for each object type are made when first needed.
/// </summary>
internal sealed class OperationPlan
{
    private int _slots;

    public OperationPlan(Schema schema, DocumentNode document, OperationNode operation, Func<string, bool> condition)
    {
        (Schema, Document, Operation, Condition) = (schema, document, operation, condition);
        Fragments = document.Definitions.OfType<FragmentNode>().ToDictionary(fragment => fragment.Name.Value);
        var root = schema.RootOf(operation.Kind)!;
        Root = new SelectionPlan(this, root, [operation.SelectionSet]);
    }

    public Schema Schema { get; }

    public DocumentNode Document { get; }

    public OperationNode Operation { get; }

    public IReadOnlyDictionary<string, FragmentNode> Fragments { get; }

    /// <summary>The value of a Boolean variable of <c>@skip</c> or <c>@include</c>.</summary>
    public Func<string, bool> Condition { get; }

    public SelectionPlan Root { get; }

    public int ArgumentSlots => Volatile.Read(ref _slots);

    public int NextSlot() => Interlocked.Increment(ref _slots) - 1;
}

/// <summary>The fields of one object type at one place.</summary>
internal sealed class SelectionPlan(OperationPlan plan, ObjectType type, IEnumerable<SelectionSetNode> sets)
{
    public ObjectType Type { get; } = type;

    public PlannedField[] Fields { get; } = FieldCollector.Collect(plan, type, sets);
}

/// <summary>One field of a response object: all selections of the same response name merged.</summary>
internal sealed class PlannedField
{
    private readonly OperationPlan _plan;
    private readonly SelectionPlan?[] _byType;

    public PlannedField(OperationPlan plan, ObjectType parent, FieldDefinition definition, string responseName, IReadOnlyList<FieldNode> nodes)
    {
        (_plan, ParentType, Definition, ResponseName, Nodes) = (plan, parent, definition, responseName, nodes);
        _byType = definition.Type.Named is CompositeType ? new SelectionPlan?[plan.Schema.ObjectTypes[^1].Index + 1] : [];
        Prefix = Encoding.UTF8.GetBytes($",\"{responseName}\":");
        ParentTypeName = Encoding.UTF8.GetBytes($"\"{parent.Name}\"");
        if (nodes[0].Arguments.All(argument => ArgumentBinder.IsConstant(argument.Value)))
        {
            try
            {
                ConstantArguments = BindArguments(Variables.None);
                return;
            }
            catch (GraphQLException)
            {
                // Told by each execution, at the field's place.
            }
        }
        ArgumentSlot = plan.NextSlot();
    }

    public ObjectType ParentType { get; }

    public byte[] ParentTypeName { get; }

    public FieldDefinition Definition { get; }

    public string ResponseName { get; }

    /// <summary><c>,"name":</c></summary>
    public byte[] Prefix { get; }

    public IReadOnlyList<FieldNode> Nodes { get; }

    public object?[]? ConstantArguments { get; }

    public int ArgumentSlot { get; }

    public IReadOnlyList<SourceLocation> Locations => [.. Nodes.Select(node => _plan.Document.Source.LocationOf(node.Start))];

    public SelectionPlan PlanFor(ObjectType type, Execution x)
    {
        ref var plan = ref _byType[type.Index];
        return Volatile.Read(ref plan) ?? Make(ref plan, type);
    }

    public object?[] BindArguments(Variables variables) => ArgumentBinder.Bind(Definition.Arguments, Nodes[0].Arguments, variables);

    private SelectionPlan Make(ref SelectionPlan? place, ObjectType type)
    {
        var made = new SelectionPlan(_plan, type, Nodes.Select(node => node.SelectionSet!));
        return Interlocked.CompareExchange(ref place, made, null) ?? made;
    }
}
