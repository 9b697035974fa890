namespace Monitoring.GraphQL.Tests.Support;

/// <summary>A schema read from schema language: enough to validate documents against, without resolvers.</summary>
internal sealed class SdlSchema
{
    private readonly Dictionary<string, NamedType> _types = [];
    private readonly IReadOnlyList<TypeSystemNode> _nodes;

    private SdlSchema(string sdl) => _nodes = [.. Parser.Parse(sdl, int.MaxValue, 200).Definitions.OfType<TypeSystemNode>()];

    public static Schema Read(string sdl) => new SdlSchema(sdl).Build();

    private Schema Build()
    {
        // Introspection and the specification's scalars come from a schema of our own.
        var ours = SchemaBuilder.Build(new GraphQLOptions().Query(typeof(Something)));
        foreach (var type in ours.Types.Values.Where(type => type.Name != "Query")) _types[type.Name] = type;
        var index = ours.ObjectTypes.Count;
        foreach (var node in _nodes.Where(node => node.Kind != TypeSystemKind.Schema)) _types[node.Name!.Value] = Shell(node, ref index);
        foreach (var node in _nodes) Fill(node);
        return new Schema(_types.Values, (ObjectType)_types["Query"], Root("Mutation"), Root("Subscription"), null)
        {
            SchemaField = ours.SchemaField,
            TypeField = ours.TypeField,
            TypeNameField = ours.TypeNameField,
        };
    }

    private ObjectType? Root(string name) => _types.GetValueOrDefault(name) as ObjectType;

    private NamedType Shell(TypeSystemNode node, ref int index)
    {
        var name = node.Name!.Value;
        return node.Kind switch
        {
            TypeSystemKind.Object => new ObjectType(name, null, index++),
            TypeSystemKind.Interface => new InterfaceType(name, typeof(object)),
            TypeSystemKind.Union => new UnionType(name, typeof(object)),
            TypeSystemKind.Enum => new EnumType(name, typeof(DayOfWeek), [.. node.Values.Select(value => new EnumValue(value.Name.Value, value.Name.Value, null, null))]),
            TypeSystemKind.InputObject => new InputObjectType(name, typeof(object)) { IsOneOf = node.Directives.Any(d => d.Name.Value == "oneOf") },
            _ => _types.GetValueOrDefault(name) ?? new ScalarType(new AnyScalar(name)),
        };
    }

    private void Fill(TypeSystemNode node)
    {
        switch (node.Name is null ? null : _types[node.Name.Value])
        {
            case UnionType union:
                union.Members.AddRange(node.Members.Select(member => (ObjectType)_types[member.Name.Value]));
                break;
            case InputObjectType input:
                input.Fields = [.. node.InputFields.Select(Value)];
                input.Create = _ => new object();
                break;
            case CompositeType composite:
                foreach (var field in node.Fields) composite.Add(Field(field));
                foreach (var parent in node.Interfaces.Select(parent => (InterfaceType)_types[parent.Name.Value]))
                {
                    composite.Interfaces.Add(parent);
                    if (composite is ObjectType type) parent.Implementations.Add(type);
                }
                break;
        }
    }

    private FieldDefinition Field(FieldDefinitionNode node) =>
        new(node.Name.Value, Type(node.Type), node.Name.Value) { Arguments = [.. node.Arguments.Select(Value)] };

    private InputValue Value(InputValueDefinitionNode node) =>
        new(node.Name.Value, Type(node.Type), value => value, node.Name.Value) { Default = node.DefaultValue };

    private GType Type(TypeNode node) => node switch
    {
        NamedTypeNode named => _types[named.Name.Value],
        ListTypeNode list => Type(list.Type).List,
        _ => Type(((NonNullTypeNode)node).Type).NonNull,
    };

    private static class Something
    {
        public static long Long(DateTimeOffset at, DateOnly day, double number, int whole, bool yes, [GraphQLId] string id) => throw new NotSupportedException();
    }

    private sealed class AnyScalar(string name) : GraphQLScalar<string>(name)
    {
        public override string Parse(ScalarInput input) => input.Text;

        public override void Write(string value, ScalarOutput output) => output.String(value);
    }
}
