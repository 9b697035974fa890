using System.Reflection;

namespace Monitoring.GraphQL;

internal static class Descriptions
{
    public static string? Of(MemberInfo member) => member.GetCustomAttribute<GraphQLDescriptionAttribute>(false)?.Text;

    public static string? Of(ParameterInfo parameter) => parameter.GetCustomAttribute<GraphQLDescriptionAttribute>(false)?.Text;
}
