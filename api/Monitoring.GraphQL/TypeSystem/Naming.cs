using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace Monitoring.GraphQL;

/// <summary>From C# names to GraphQL names.</summary>
internal static partial class Naming
{
    public static string Of(MemberInfo member, string origin)
    {
        var name = member.GetCustomAttribute<GraphQLNameAttribute>()?.Name;
        if (name is null)
        {
            name = member.Name;
            if (member is MethodInfo && name.Length > 5 && name.EndsWith("Async", StringComparison.Ordinal)) name = name[..^5];
            name = Camel(name);
        }
        return Check(name, origin);
    }

    public static string Of(ParameterInfo parameter, string origin) =>
        Check(parameter.GetCustomAttribute<GraphQLNameAttribute>()?.Name ?? Camel(parameter.Name!), origin);

    public static string Of(Type type)
    {
        var name = type.GetCustomAttribute<GraphQLNameAttribute>(false)?.Name;
        if (name is null)
        {
            name = type.Name;
            if (type.IsGenericType)
                name = string.Concat(type.GetGenericArguments().Select(Of)) + name[..name.IndexOf('`', StringComparison.Ordinal)];
        }
        return Check(name, type.ToString());
    }

    public static string OfEnumValue(FieldInfo value) =>
        Check(value.GetCustomAttribute<GraphQLNameAttribute>()?.Name ?? ScreamingSnake(value.Name), Origin(value));

    public static string Origin(MemberInfo member) => $"{member.DeclaringType}.{member.Name}";

    /// <summary><c>TotalCount</c> → <c>totalCount</c>, <c>ID</c> → <c>id</c>, <c>URLPath</c> → <c>urlPath</c>.</summary>
    public static string Camel(string name)
    {
        var chars = name.ToCharArray();
        for (var i = 0; i < chars.Length && char.IsUpper(chars[i]); i++)
        {
            if (i > 0 && i + 1 < chars.Length && char.IsLower(chars[i + 1])) break;
            chars[i] = char.ToLowerInvariant(chars[i]);
        }
        return new string(chars);
    }

    /// <summary><c>RaisedAtDesc</c> → <c>RAISED_AT_DESC</c>; a name already in that form stays.</summary>
    public static string ScreamingSnake(string name)
    {
        if (name.Contains('_') && name == name.ToUpperInvariant()) return name;
        var result = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = i > 0 && char.IsUpper(name[i]) && name[i - 1] != '_'
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord) result.Append('_');
            result.Append(char.ToUpperInvariant(name[i]));
        }
        return result.ToString();
    }

    public static string Check(string name, string origin)
    {
        if (!NamePattern().IsMatch(name)) throw new GraphQLSchemaException($"{origin}: \"{name}\" is not a GraphQL name.");
        if (name.StartsWith("__", StringComparison.Ordinal) && !origin.StartsWith("Monitoring.GraphQL.", StringComparison.Ordinal))
            throw new GraphQLSchemaException($"{origin}: names beginning with \"__\" belong to introspection, \"{name}\" cannot be used.");
        return name;
    }

    [GeneratedRegex("^[_A-Za-z][_0-9A-Za-z]*$")]
    private static partial Regex NamePattern();
}
