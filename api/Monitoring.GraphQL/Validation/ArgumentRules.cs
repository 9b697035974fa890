namespace Monitoring.GraphQL;

internal static class ArgumentRules
{
    public static void CheckUnique(ValidationContext context, IReadOnlyList<ArgumentNode> arguments)
    {
        if (arguments.Count < 2) return;
        foreach (var group in arguments.GroupBy(argument => argument.Name.Value).Where(group => group.Count() > 1))
        {
            context.Report(
                Rules.UniqueArgumentNames, $"There can be only one argument named \"{group.Key}\".", group.Select(argument => argument.Name));
        }
    }
}
