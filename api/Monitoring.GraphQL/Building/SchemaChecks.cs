namespace Monitoring.GraphQL;

/// <summary>The rules of section 3 that C# does not already enforce. Messages name the C# member.</summary>
internal static class SchemaChecks
{
    public static void Run(IEnumerable<NamedType> types)
    {
        foreach (var type in types)
        {
            if (type is CompositeType composite) CheckComposite(composite);
            if (type is InputObjectType input) CheckInput(input);
        }
    }

    private static void CheckComposite(CompositeType type)
    {
        foreach (var field in type.Fields)
        {
            CheckValues(field.Arguments);
            CheckDeprecation(field.Arguments);
        }
        foreach (var parent in type.Interfaces)
        {
            foreach (var missing in parent.Interfaces.Where(i => i != type && !type.Interfaces.Contains(i)))
                throw new GraphQLSchemaException($"{type.ClrType}: {type.Name} implements {parent.Name} and so must implement {missing.Name}.");
            foreach (var wanted in parent.Fields) CheckImplements(type, parent, wanted);
        }
        if (type is UnionType { Members.Count: 0 }) throw new GraphQLSchemaException($"{type.ClrType}: union {type.Name} has no members.");
        if (type is InterfaceType { Implementations.Count: 0 })
            throw new GraphQLSchemaException($"{type.ClrType}: no object type of the schema implements {type.Name}; add one with Type<T>().");
    }

    private static void CheckImplements(CompositeType type, InterfaceType parent, FieldDefinition wanted)
    {
        var field = type.Find(wanted.Name) ?? throw new GraphQLSchemaException(
            $"{type.ClrType}: {type.Name} implements {parent.Name} and so needs a public member for {wanted.Origin}.");
        if (!IsCovariant(field.Type, wanted.Type))
            throw new GraphQLSchemaException($"{field.Origin}: is {field.Type}, but {wanted.Origin} of interface {parent.Name} is {wanted.Type}.");
        foreach (var argument in wanted.Arguments)
        {
            if (field.FindArgument(argument.Name)?.Type != argument.Type)
                throw new GraphQLSchemaException($"{field.Origin}: needs the argument {argument.Name}: {argument.Type} of {wanted.Origin}.");
        }
        foreach (var more in field.Arguments.Where(argument => argument.IsRequired && wanted.FindArgument(argument.Name) is null))
            throw new GraphQLSchemaException($"{more.Origin}: must not be required, because {wanted.Origin} does not have it.");
    }

    private static bool IsCovariant(GType type, GType wanted) => (type, wanted) switch
    {
        _ when type == wanted => true,
        (NonNullType a, NonNullType b) => IsCovariant(a.Inner, b.Inner),
        (NonNullType a, _) => IsCovariant(a.Inner, wanted),
        (ListType a, ListType b) => IsCovariant(a.Item, b.Item),
        (ObjectType o, CompositeType c) => c.PossibleTypes.Contains(o),
        (InterfaceType i, InterfaceType p) => i.Interfaces.Contains(p),
        _ => false,
    };

    private static void CheckInput(InputObjectType type)
    {
        CheckValues(type.Fields);
        CheckDeprecation(type.Fields);
        if (type.Fields.GroupBy(field => field.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new GraphQLSchemaException($"{type.ClrType}: two fields of input {type.Name} are named \"{twice.Key}\".");
        CheckCycle(type, type, []);
    }

    /// <summary>An input that always needs another of itself can never be given.</summary>
    private static void CheckCycle(InputObjectType start, InputObjectType type, HashSet<InputObjectType> seen)
    {
        foreach (var field in type.Fields.Where(field => field.Type is NonNullType { Inner: InputObjectType }))
        {
            var next = (InputObjectType)field.Type.Named;
            if (next == start) throw new GraphQLSchemaException($"{field.Origin}: input {start.Name} needs itself without end; make a field nullable.");
            if (seen.Add(next)) CheckCycle(start, next, seen);
        }
    }

    private static void CheckValues(IEnumerable<InputValue> values)
    {
        foreach (var value in values.Where(value => value.Default is not null))
        {
            if (value.DefaultValue == InputCoercion.Invalid)
                throw new GraphQLSchemaException($"{value.Origin}: the default {Printer.Print(value.Default!)} is not of type {value.Type}.");
        }
    }

    private static void CheckDeprecation(IEnumerable<InputValue> values)
    {
        foreach (var value in values.Where(value => value is { IsRequired: true, Deprecation: not null }))
            throw new GraphQLSchemaException($"{value.Origin}: is required and so cannot be deprecated.");
    }
}
