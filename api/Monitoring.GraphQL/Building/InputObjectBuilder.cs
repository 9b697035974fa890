using System.Linq.Expressions;
using System.Reflection;

namespace Monitoring.GraphQL;

/// <summary>Finds the fields of an input class and compiles how an instance is made: by a record's constructor, by properties, or both.</summary>
internal static class InputObjectBuilder
{
    public static void Fill(InputObjectType type, Func<PropertyInfo, object?, InputObjectType, InputValue> field)
    {
        var clr = type.ClrType;
        var properties = clr.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetIndexParameters().Length == 0 && p.GetCustomAttribute<GraphQLIgnoreAttribute>() is null)
            .OrderBy(p => p.GetMethod?.MetadataToken ?? p.SetMethod!.MetadataToken)
            .ToList();
        var constructor = Constructor(clr, properties);
        var settable = properties.Where(p => p.SetMethod is { IsPublic: true }).ToList();
        var used = properties.Where(p => settable.Contains(p) || ParameterOf(constructor, p) is not null).ToList();
        if (used.Count == 0) throw new GraphQLSchemaException($"{clr}: input {type.Name} has no fields that can be set.");
        var prototype = constructor is null || constructor.GetParameters().Length == 0 ? Prototype(clr) : null;
        type.Fields = [.. used.Select(p => field(p, Initial(p, constructor, prototype), type))];
        type.Create = Compile(clr, constructor, used);
    }

    private static ConstructorInfo? Constructor(Type type, List<PropertyInfo> properties)
    {
        var constructors = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).ToList();
        var best = constructors.FirstOrDefault(c => c.GetParameters().All(parameter => properties.Any(p => Matches(p, parameter))));
        if (best is null && !type.IsValueType)
            throw new GraphQLSchemaException($"{type}: an input needs a public constructor whose parameters are named like its properties.");
        return best;
    }

    private static bool Matches(PropertyInfo property, ParameterInfo parameter) =>
        string.Equals(property.Name, parameter.Name, StringComparison.OrdinalIgnoreCase) && property.PropertyType == parameter.ParameterType;

    private static ParameterInfo? ParameterOf(ConstructorInfo? constructor, PropertyInfo property) =>
        constructor?.GetParameters().FirstOrDefault(parameter => Matches(property, parameter));

    private static object? Prototype(Type type)
    {
        try
        {
            return Activator.CreateInstance(type);
        }
        catch (TargetInvocationException e)
        {
            throw new GraphQLSchemaException($"{type}: an instance without values cannot be made: {e.InnerException!.Message}");
        }
    }

    /// <summary>What C# itself gives the property when nothing is set; that becomes the field's default.</summary>
    private static object? Initial(PropertyInfo property, ConstructorInfo? constructor, object? prototype)
    {
        if (ParameterOf(constructor, property) is { } parameter) return parameter.HasDefaultValue ? parameter.DefaultValue : null;
        if (prototype is null || !property.CanRead) return null;
        var value = property.GetValue(prototype);
        var isDefault = value is null || (property.PropertyType.IsValueType && value.Equals(Activator.CreateInstance(property.PropertyType)));
        var isRequired = property.GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>() is not null;
        return isDefault || isRequired || value is "" || IsEmptyList(value) ? null : value;
    }

    private static bool IsEmptyList(object? value) => value is System.Collections.ICollection { Count: 0 };

    private static Func<object?[], object> Compile(Type type, ConstructorInfo? constructor, List<PropertyInfo> used)
    {
        var values = Expression.Parameter(typeof(object?[]), "values");
        Expression Value(PropertyInfo property) => Expression.Convert(
            Expression.ArrayIndex(values, Expression.Constant(used.IndexOf(property))), property.PropertyType);

        var create = constructor is null ? Expression.New(type) : Expression.New(
            constructor, constructor.GetParameters().Select(parameter => Value(used.First(p => Matches(p, parameter)))));
        var rest = used.Where(p => ParameterOf(constructor, p) is null).Select(p => Expression.Bind(p, Value(p)));
        var body = Expression.Convert(Expression.MemberInit(create, rest), typeof(object));
        return Expression.Lambda<Func<object?[], object>>(body, values).Compile();
    }
}
