using System.Reflection;

namespace Monitoring.GraphQL;

/// <summary>Turns public properties and methods into fields.</summary>
internal sealed class FieldScanner(SchemaBuilder builder, LeafTypes leaves, InputTypes inputs, ParameterKinds kinds)
{
    private static readonly HashSet<string> RecordMembers = ["Equals", "GetHashCode", "ToString", "Deconstruct", "GetType", "PrintMembers"];

    /// <summary>Adds the members of a type's own C# class.</summary>
    public void AddOwnFields(CompositeType type)
    {
        foreach (var member in Members(type.ClrType!, BindingFlags.Instance)) type.Add(Field(member, null, null));
        if (type.Fields.Count == 0)
            throw new GraphQLSchemaException($"{type.ClrType}: type {type.Name} has no fields; it needs at least one public property or method.");
    }

    /// <summary>Adds the members of a class of resolvers.</summary>
    public void AddFields(CompositeType type, Type resolvers, Type? parent)
    {
        var isStatic = resolvers is { IsAbstract: true, IsSealed: true };
        var instanceOf = isStatic ? null : resolvers;
        var before = type.Fields.Count;
        foreach (var member in Members(resolvers, isStatic ? BindingFlags.Static : BindingFlags.Static | BindingFlags.Instance))
            type.Add(Field(member, instanceOf, parent));
        if (type.Fields.Count == before) throw new GraphQLSchemaException($"{resolvers} adds no fields to {type.Name}.");
    }

    /// <summary>The GraphQL type of a result.</summary>
    public GType OutputType(ClrType clr, bool isId, string origin)
    {
        if (clr.ListItem() is { } item && !leaves.IsLeaf(clr.Type))
        {
            var list = OutputType(item, isId, origin).List;
            return clr.IsNullable ? list : list.NonNull;
        }
        var named = leaves.Find(clr.Type, isId, origin) ?? builder.Composite(clr.Type, origin);
        return clr.IsNullable ? named : named.NonNull;
    }

    private static IEnumerable<MemberInfo> Members(Type type, BindingFlags flags)
    {
        var levels = new List<Type>();
        for (var level = type; level is not null && level != typeof(object); level = level.BaseType) levels.Insert(0, level);
        if (type.IsInterface) levels.InsertRange(0, type.GetInterfaces());
        var seen = new HashSet<string>();
        foreach (var level in levels)
        {
            var own = flags | BindingFlags.Public | BindingFlags.DeclaredOnly;
            var properties = level.GetProperties(own).Where(p => p.CanRead && p.GetMethod!.IsPublic && p.GetIndexParameters().Length == 0)
                .Select(p => (Member: (MemberInfo)p, Order: p.GetMethod!.MetadataToken));
            var methods = level.GetMethods(own)
                .Where(m => !m.IsSpecialName && !m.IsGenericMethod && m.ReturnType != typeof(void)
                    && !RecordMembers.Contains(m.Name) && !m.Name.StartsWith('<'))
                .Select(m => (Member: (MemberInfo)m, Order: m.MetadataToken));
            foreach (var (member, _) in properties.Concat(methods).OrderBy(pair => pair.Order))
            {
                // An override stands where its base first stood.
                if (member.GetCustomAttribute<GraphQLIgnoreAttribute>(true) is null && seen.Add(member.Name))
                    yield return level == type ? member : type.GetMember(member.Name, own & ~BindingFlags.DeclaredOnly).FirstOrDefault() ?? member;
            }
        }
    }

    private FieldDefinition Field(MemberInfo member, Type? resolvers, Type? parent)
    {
        var origin = Naming.Origin(member);
        var method = member as MethodInfo;
        var isBatch = member.GetCustomAttribute<GraphQLBatchAttribute>() is not null;
        var given = isBatch ? typeof(IReadOnlyList<>).MakeGenericType(parent ?? member.DeclaringType!) : parent;
        var result = Unwrap(method is null ? ClrType.Of((PropertyInfo)member, false) : ClrType.Of(method.ReturnParameter));
        if (isBatch)
        {
            if (method!.GetParameters().All(parameter => parameter.ParameterType != given))
                throw new GraphQLSchemaException($"{origin}: a batch resolver needs a parameter of type IReadOnlyList<{(parent ?? member.DeclaringType!).Name}>.");
            result = result.ListItem() ?? throw new GraphQLSchemaException($"{origin}: a batch resolver returns a list with one item for each parent.");
        }
        var type = OutputType(result, HasId(member, method), origin);
        var cost = member.GetCustomAttribute<GraphQLCostAttribute>();
        var parameters = method?.GetParameters().Where(parameter => kinds.Of(parameter, given) == ParameterKind.Argument).ToList() ?? [];
        return new FieldDefinition(Naming.Of(member, origin), type, origin)
        {
            Description = Descriptions.Of(member),
            Deprecation = member.GetCustomAttribute<GraphQLDeprecatedAttribute>()?.Reason,
            Arguments = [.. parameters.Select(parameter => inputs.Argument(parameter, $"{origin}({parameter.Name})"))],
            Member = member,
            ResolverClass = IsStatic(member) ? null : resolvers,
            ResumeArgument = parameters.FindIndex(parameter => parameter.GetCustomAttribute<GraphQLResumeAttribute>() is not null),
            CostWeight = cost is { Weight: >= 0 } ? cost.Weight : type.Named.IsLeaf ? 0 : 1,
            CostListSize = cost?.ListSize ?? -1,
            Parameters = method is null ? [] : [.. method.GetParameters().Select(parameter => kinds.Of(parameter, given))],
            IsBatch = isBatch,
        };
    }

    private static bool HasId(MemberInfo member, MethodInfo? method) =>
        member.GetCustomAttribute<GraphQLIdAttribute>() is not null || method?.ReturnParameter.GetCustomAttribute<GraphQLIdAttribute>() is not null;

    private static bool IsStatic(MemberInfo member) => member is MethodInfo { IsStatic: true } || (member as PropertyInfo)?.GetMethod!.IsStatic == true;

    private static ClrType Unwrap(ClrType clr) =>
        clr.ArgumentOf(typeof(Task<>)) ?? clr.ArgumentOf(typeof(ValueTask<>))
        ?? (clr.ArgumentOf(typeof(IAsyncEnumerable<>)) is { } item ? item.ArgumentOf(typeof(SubscriptionEvent<>)) ?? item : clr);
}
