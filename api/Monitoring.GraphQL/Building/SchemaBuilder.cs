using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Monitoring.GraphQL;

/// <summary>Makes a schema from C# types: registers every type that fields lead to, then compiles the fields.</summary>
internal sealed class SchemaBuilder
{
    private readonly GraphQLOptions _options;
    private readonly Dictionary<string, NamedType> _types = [];
    private readonly Dictionary<Type, CompositeType> _composites = [];
    private readonly Queue<Action> _work = new();
    private readonly InputTypes _inputs;
    private readonly FieldScanner _scanner;
    private int _objectCount;

    private SchemaBuilder(GraphQLOptions options, IServiceProviderIsService? services)
    {
        _options = options;
        Leaves = new LeafTypes(options.Scalars, Register);
        _inputs = new InputTypes(Leaves, Register, _work.Enqueue);
        _scanner = new FieldScanner(this, Leaves, _inputs, new ParameterKinds(Leaves, services));
    }

    public LeafTypes Leaves { get; }

    public static Schema Build(GraphQLOptions options, IServiceProviderIsService? services = null) => new SchemaBuilder(options, services).Build();

    /// <summary>The object, interface or union type of a C# type, made when first met.</summary>
    public CompositeType Composite(Type type, string origin)
    {
        if (_composites.TryGetValue(type, out var known)) return known;
        if (type == typeof(object) || type.IsPointer || typeof(Delegate).IsAssignableFrom(type) || type.IsPrimitive || type == typeof(decimal))
            throw new GraphQLSchemaException($"{origin}: {type} has no GraphQL type; register a scalar for it.");
        var union = type.GetCustomAttribute<GraphQLUnionAttribute>(false);
        var name = Naming.Of(type);
        var description = Descriptions.Of(type);
        CompositeType made = union is not null ? new UnionType(name, type) { Description = description }
            : type.IsInterface || type.IsAbstract ? new InterfaceType(name, type) { Description = description }
            : new ObjectType(name, type, _objectCount++) { Description = description };
        Register(made, type.ToString());
        _composites.Add(type, made);
        _work.Enqueue(() =>
        {
            if (made is UnionType u) AddMembers(u, union!);
            else _scanner.AddOwnFields(made);
        });
        return made;
    }

    private Schema Build()
    {
        var query = Root("Query", _options.QueryTypes)
            ?? throw new GraphQLSchemaException("A schema needs a query type: AddGraphQL(o => o.Query<…>()).");
        var mutation = Root("Mutation", _options.MutationTypes);
        var subscription = Root("Subscription", _options.SubscriptionTypes);
        foreach (var type in _options.ExtraTypes) Composite(type, type.ToString());
        var metaFields = IntrospectionFields();
        while (_work.TryDequeue(out var next)) next();
        LinkInterfaces();
        AddExtensions();
        SchemaChecks.Run(_types.Values);
        var schema = new Schema(_types.Values, query, mutation, subscription, _options.Description)
        {
            SchemaField = metaFields[0],
            TypeField = metaFields[1],
            TypeNameField = metaFields[2],
        };
        var compiler = new FieldCompiler(schema);
        foreach (var field in schema.ObjectTypes.SelectMany(type => type.Fields).Concat(metaFields)) compiler.Compile(field);
        return schema;
    }

    private ObjectType? Root(string name, List<Type> classes)
    {
        if (classes.Count == 0) return null;
        var root = new ObjectType(name, null, _objectCount++) { Description = Descriptions.Of(classes[0]) };
        Register(root, name);
        foreach (var type in classes) _work.Enqueue(() => _scanner.AddFields(root, type, null));
        return root;
    }

    private FieldDefinition[] IntrospectionFields()
    {
        foreach (var name in new[] { "Boolean", "String" }) Leaves.Find(name);
        var holder = new ObjectType("__MetaFields", null, _objectCount++);
        _scanner.AddFields(holder, typeof(MetaFields), null);
        return [holder.Find("__schema")!, holder.Find("__type")!, holder.Find("__typename")!];
    }

    private void AddMembers(UnionType union, GraphQLUnionAttribute attribute)
    {
        foreach (var member in attribute.Members)
        {
            if (Composite(member, union.ClrType!.ToString()) is not ObjectType type)
                throw new GraphQLSchemaException($"{union.ClrType}: {member} is not an object type, so it cannot be a member of union {union.Name}.");
            union.Members.Add(type);
        }
    }

    private void LinkInterfaces()
    {
        var interfaces = _composites.Values.OfType<InterfaceType>().OrderBy(type => type.Name, StringComparer.Ordinal).ToList();
        foreach (var type in _composites.Values.Where(type => type is not UnionType).OrderBy(type => type.Name, StringComparer.Ordinal))
        {
            foreach (var parent in interfaces.Where(parent => parent != type && parent.ClrType!.IsAssignableFrom(type.ClrType)))
            {
                type.Interfaces.Add(parent);
                if (type is ObjectType implementation) parent.Implementations.Add(implementation);
            }
        }
    }

    private void AddExtensions()
    {
        foreach (var (parent, fields) in _options.Extensions)
        {
            var targets = _composites.Values.Where(type => type is not UnionType && parent.IsAssignableFrom(type.ClrType)).ToList();
            if (targets.Count == 0) targets.Add(Composite(parent, fields.ToString()));
            foreach (var target in targets) _scanner.AddFields(target, fields, parent);
        }
        if (_work.Count == 0) return;
        while (_work.TryDequeue(out var next)) next();
        foreach (var type in _composites.Values)
        {
            type.Interfaces.Clear();
            if (type is InterfaceType i) i.Implementations.Clear();
        }
        LinkInterfaces();
    }

    private void Register(NamedType type, string origin)
    {
        if (!_types.TryAdd(type.Name, type))
            throw new GraphQLSchemaException($"{origin}: there is another type named \"{type.Name}\"; give one of them a [GraphQLName].");
    }
}
