using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Monitoring.Silo.Stores;

/// <summary>One numbered step of the schema, a SQL file in the assembly.</summary>
/// <param name="Version">Its number; the schema has the version of the last step applied.</param>
/// <param name="Name">File name, as <c>0001-books.sql</c>.</param>
/// <param name="Sql">Its statements.</param>
internal sealed record Migration(int Version, string Name, string Sql)
{
    private const int DigitCount = 4;

    /// <summary>Tells a file that was edited after it was applied.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    /// <summary>The steps of a dialect, in order.</summary>
    /// <param name="dialect">Name of the dialect's folder.</param>
    public static IReadOnlyList<Migration> Of(string dialect)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var prefix = $"migrations/{dialect}/";
        var steps = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(assembly, name, name[prefix.Length..]))
            .ToArray();
        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i].Version != i + 1) throw new InvalidOperationException($"Migration {steps[i].Name} should have number {i + 1}.");
        }

        return steps;
    }

    private static Migration Read(Assembly assembly, string resource, string name)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var version = int.Parse(name.AsSpan(0, DigitCount), NumberStyles.None, CultureInfo.InvariantCulture);
        return new Migration(version, name, reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}
