using System.Xml.Linq;

namespace Monitoring.Tidy;

/// <summary>Project references are the architecture's arrows.</summary>
public sealed class LayersTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Monitoring.LocalSilo"] = [],
        ["Monitoring.Contracts"] = ["Monitoring.LocalSilo"],
        ["Monitoring.Domain"] = ["Monitoring.Contracts"],
        ["Monitoring.Grains"] = ["Monitoring.Domain", "Monitoring.LocalSilo"],
        ["Monitoring.Silo"] = ["Monitoring.Grains", "Monitoring.LocalSilo"],
        ["Monitoring.GraphQL"] = [],
        // The silo for its readers of feed files and of the journal: a back-test looks at what the platform took.
        ["Monitoring.Models"] = ["Monitoring.Domain", "Monitoring.Silo"],
        ["Monitoring.Api"] = ["Monitoring.GraphQL", "Monitoring.Silo", "Monitoring.Models"],
    };

    [Fact]
    public void Each_project_references_only_what_it_may_know()
    {
        var wrong = Projects()
            .Where(static project => Allowed.ContainsKey(project.Name))
            .SelectMany(static project => project.References.Except(Allowed[project.Name]).Select(target => $"{project.Name} -> {target}"));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_product_project_has_its_place_in_the_layers()
    {
        var unknown = Projects().Where(static project => !project.IsTest && !Allowed.ContainsKey(project.Name)).Select(static project => project.Name);
        Assert.Empty(unknown);
    }

    [Fact]
    public void The_domain_and_the_contracts_use_no_framework_of_the_web_and_no_package_but_serializers_of_several_machines()
    {
        foreach (var project in Projects().Where(static project => project.Name is "Monitoring.Contracts" or "Monitoring.Domain"))
        {
            var packages = project.Document.Descendants("PackageReference").Where(package => !IsSerializersOfTheCluster(project, package));
            Assert.Empty(packages);
            Assert.Empty(project.Document.Descendants("FrameworkReference"));
        }
    }

    [Fact]
    public void The_domain_awaits_nothing()
    {
        var awaiting = Repository.Sources
            .Where(static file => file.StartsWith("grains/Monitoring.Domain/", StringComparison.Ordinal))
            .Where(static file => Repository.Read(file) is var text && (text.Contains(" async ", StringComparison.Ordinal) || text.Contains("await ", StringComparison.Ordinal)));
        Assert.Empty(awaiting);
    }

    private static bool IsSerializersOfTheCluster(Project project, XElement package) =>
        project.Name == "Monitoring.Contracts"
        && package.Attribute("Include")?.Value == "Microsoft.Orleans.Sdk"
        && package.Attribute("Condition")?.Value == "'$(Cluster)' == 'true'";

    private static IEnumerable<Project> Projects() =>
        from file in Repository.Files
        where file.EndsWith(".csproj", StringComparison.Ordinal)
        let document = XDocument.Parse(Repository.Read(file))
        select new Project(
            Path.GetFileNameWithoutExtension(file),
            file.StartsWith("tests/", StringComparison.Ordinal),
            document,
            [.. document.Descendants("ProjectReference").Select(static reference => NameOf(reference.Attribute("Include")!.Value))]);

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));

    private sealed record Project(string Name, bool IsTest, XDocument Document, string[] References);
}
