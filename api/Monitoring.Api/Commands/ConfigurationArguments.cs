namespace Monitoring.Api.Commands;

/// <summary>
/// Configuration keys on the command line: <c>--Section:Key=value</c> or <c>--Section:Key value</c>. They are told from options by their
/// colon, so that a mistyped option is still an error.
/// </summary>
internal static class ConfigurationArguments
{
    /// <summary>Takes the keys out of the arguments.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="values">Keys and values found.</param>
    /// <returns>The other arguments, in order.</returns>
    public static string[] Take(IReadOnlyList<string> arguments, Dictionary<string, string?> values)
    {
        var others = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? argument : argument[..equals];
            if (!key.StartsWith("--", StringComparison.Ordinal) || !key.Contains(':', StringComparison.Ordinal)) others.Add(argument);
            else if (equals >= 0) values[key[2..]] = argument[(equals + 1)..];
            else if (i + 1 < arguments.Count) values[key[2..]] = arguments[++i];
            else others.Add(argument);
        }

        return [.. others];
    }
}
