using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Grain;
using Orleans;

namespace Monitoring.Grains.Tests.Surface;

/// <summary>
/// <c>grains/contracts.txt</c> holds what goes between processes and into stores: serialised types with alias and numbered members, and the
/// methods of the grains. A change shows in the review as a change of that file.
/// </summary>
public sealed class ContractsTextTests
{
    private const string Update = "MONITORING_UPDATE_GOLDEN";

    private static readonly Assembly[] Assemblies = [typeof(Direction).Assembly, typeof(IAccountGrain).Assembly];

    [Fact]
    public void Contracts_are_those_of_the_committed_text()
    {
        var text = string.Join('\n', Lines()) + "\n";
        var path = Path.Combine(Root(), "grains", "contracts.txt");
        if (Environment.GetEnvironmentVariable(Update) == "1") File.WriteAllText(path, text);
        var known = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";

        Assert.True(known == text, $"Contracts differ from grains/contracts.txt. When that is meant, set {Update}=1, run again and review the difference.");
    }

    [Fact]
    public void Every_serialised_type_has_an_alias_of_its_own_and_numbers_every_stored_member()
    {
        Assert.Distinct(Serialised().Select(type => type.GetCustomAttribute<AliasAttribute>(inherit: false)!.Alias));
        foreach (var type in Serialised())
        {
            Assert.Distinct(Numbered(type).Select(member => member.Number));
            var stored = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(property => property.SetMethod is not null);
            var inherited = type.BaseType!.GetProperties().Select(property => property.Name).ToHashSet();
            Assert.Equal(
                stored.Select(property => property.Name).Where(name => !inherited.Contains(name)).Order(),
                Numbered(type).Select(member => member.Name).Order());
        }
    }

    private static IEnumerable<string> Lines()
    {
        foreach (var type in Serialised())
        {
            yield return $"type {type.GetCustomAttribute<AliasAttribute>(inherit: false)!.Alias} = {Name(type)}";
            foreach (var (number, name, of) in Numbered(type).OrderBy(member => member.Number))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"  {number} {name}: {Name(of)}");
            }
        }

        foreach (var grain in TypesOf(type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type)))
        {
            yield return $"grain {Name(grain)}: {string.Join(", ", grain.GetInterfaces().Where(of => Assemblies.Contains(of.Assembly)).Select(Name).Order(StringComparer.Ordinal))}";
            foreach (var method in grain.GetMethods().Select(Signature).Order(StringComparer.Ordinal))
            {
                yield return $"  {method}";
            }
        }
    }

    private static IEnumerable<Type> Serialised() => TypesOf(type => type.GetCustomAttribute<GenerateSerializerAttribute>(inherit: false) is not null);

    private static IEnumerable<Type> TypesOf(Func<Type, bool> wanted) =>
        Assemblies.SelectMany(assembly => assembly.GetTypes()).Where(wanted).OrderBy(type => type.FullName, StringComparer.Ordinal);

    private static IEnumerable<(int Number, string Name, Type Type)> Numbered(Type type) =>
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        let id = property.GetCustomAttribute<IdAttribute>()
        where id is not null
        select (Convert.ToInt32(id.Id, CultureInfo.InvariantCulture), property.Name, property.PropertyType);

    private static string Signature(MethodInfo method) =>
        $"{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}"))}): {Name(method.ReturnType)}";

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Name(underlying) + "?";
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        var name = type.Name.Split('`')[0];
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
