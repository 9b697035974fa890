using System.Globalization;
using System.Text.RegularExpressions;
using Monitoring.EndToEnd.Support;

namespace Monitoring.EndToEnd.Deploy;

/// <summary>
/// docker-compose.yml and the Dockerfile, as far as they can be judged without a container engine: by their own rules and each other. Where
/// the compose plugin is installed it judges as well.
/// </summary>
public sealed partial class ComposeTests
{
    private static readonly string[] Published = ["grafana", "prometheus", "proxy"];
    private static readonly string ComposeFile = Path.Combine(Product.Root, "docker-compose.yml");
    private static readonly string ComposeText = File.ReadAllText(ComposeFile);
    private static readonly Dictionary<object, object> Compose = DeployFiles.Yaml(ComposeFile);
    private static readonly string Dockerfile = File.ReadAllText(Path.Combine(DeployFiles.Folder, "Dockerfile"));

    private static IEnumerable<(string Name, Dictionary<object, object> Service)> Services =>
        DeployFiles.Map(Compose["services"]).Select(static pair => ((string)pair.Key, DeployFiles.Map(pair.Value)));

    [Fact]
    public void Two_silos_and_two_api_processes_run_beside_what_they_need()
    {
        string[] expected = ["api-1", "api-2", "grafana", "postgres", "prometheus", "proxy", "redis", "silo-1", "silo-2", "tools"];
        Assert.Equal(expected, Services.Select(static service => service.Name).Order());
        var described = File.ReadAllText(Path.Combine(DeployFiles.Folder, "README.md"));
        Assert.All(expected, name => Assert.Contains($"`{name}`", described, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_service_is_bounded_unprivileged_watched_and_started_again()
    {
        foreach (var (name, service) in Services)
        {
            var limits = DeployFiles.Map(DeployFiles.Map(DeployFiles.Map(service["deploy"])["resources"])["limits"]);
            Assert.True(limits.ContainsKey("cpus") && limits.ContainsKey("memory"), name);
            Assert.Contains("ALL", DeployFiles.Items(service["cap_drop"]));
            Assert.Contains("no-new-privileges:true", DeployFiles.Items(service["security_opt"]));
            Assert.True(service.ContainsKey("user") || HasStep(service, "USER "), name);
            if (name == "tools") continue;
            Assert.Equal("unless-stopped", service["restart"]);
            Assert.True(service.ContainsKey("healthcheck") || HasStep(service, "HEALTHCHECK "), name);
        }
    }

    [Fact]
    public void Only_the_proxy_and_what_people_look_at_is_published_and_only_on_this_machine()
    {
        var ports = Services.Where(static service => service.Service.ContainsKey("ports")).ToDictionary(
            static service => service.Name, static service => Filled((string)Assert.Single(DeployFiles.Items(service.Service["ports"]))));
        Assert.Equal(Published, ports.Keys.Order());
        Assert.All(ports.Values, static port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
        Assert.Equal("true", DeployFiles.Map(DeployFiles.Map(Compose["networks"])["books"])["internal"]);
    }

    [Fact]
    public void Whatever_is_named_is_there()
    {
        var made = File.ReadAllText(Path.Combine(DeployFiles.Folder, "secrets.sh"));
        foreach (var (name, service) in Services)
        {
            foreach (var (part, of) in (ReadOnlySpan<(string, string)>)[("networks", "networks"), ("secrets", "secrets")])
            {
                foreach (var item in Listed(service, part)) Assert.True(DeployFiles.Map(Compose[of]).ContainsKey(item), $"{name}: {item}");
            }

            foreach (var volume in Listed(service, "volumes").Select(Filled))
            {
                var source = volume.Split(':')[0];
                var isThere = source switch
                {
                    "./backups" => true,
                    _ when source.StartsWith("./silo/deploy/secrets/", StringComparison.Ordinal) => made.Contains(Path.GetFileName(source), StringComparison.Ordinal),
                    _ when source.StartsWith('.') => Path.Exists(Path.Combine(Product.Root, source)),
                    _ => DeployFiles.Map(Compose["volumes"]).ContainsKey(source),
                };
                Assert.True(isThere, $"{name}: {volume}");
            }

            if (!service.TryGetValue("depends_on", out var needs)) continue;
            Assert.All(DeployFiles.Map(needs).Keys, other => Assert.Contains(Services, found => found.Name == (string)other));
        }

        Assert.All(
            DeployFiles.Map(Compose["secrets"]).Values.Select(static secret => (string)DeployFiles.Map(secret)["file"]),
            file => Assert.Contains(Path.GetFileName(file), made, StringComparison.Ordinal));
    }

    [Fact]
    public void Images_of_others_have_a_version()
    {
        var run = Services.Where(static service => !service.Service.ContainsKey("build")).Select(static service => (string)service.Service["image"]);
        var builtFrom = From().Matches(Dockerfile).Select(static match => match.Groups[1].Value);
        var images = run.Concat(builtFrom.Where(static image => image.Contains('/') || image.Contains(':')));
        Assert.All(images, static image => Assert.Matches(@":[\w.-]*\d", image));
    }

    [Fact]
    public void A_silo_is_given_the_time_it_may_take_to_put_its_grains_away()
    {
        var source = File.ReadAllText(Path.Combine(Product.Root, "api", "Monitoring.Api", "Hosting", "Orleans", "SiloApp.cs"));
        var longest = double.Parse(StopLongest().Match(source).Groups[1].Value, CultureInfo.InvariantCulture) * 60;
        foreach (var (_, service) in Services.Where(static service => service.Name.StartsWith("silo-", StringComparison.Ordinal)))
        {
            var grace = (string)service["stop_grace_period"];
            Assert.True(double.Parse(grace.TrimEnd('s'), CultureInfo.InvariantCulture) > longest, grace);
        }
    }

    [Fact]
    public void The_example_of_settings_shows_every_one_with_its_default()
    {
        var used = Variable().Matches(ComposeText).Select(static match => (match.Groups[1].Value, match.Groups[2].Value))
            .Where(static used => used.Item1 != "TOOLS_USER");
        var shown = File.ReadLines(Path.Combine(Product.Root, ".env.example"))
            .Where(static line => line.Length > 0 && line[0] != '#').Select(static line => line.Split('=', 2))
            .Select(static parts => (parts[0], parts[1]));
        Assert.Equal(used.Distinct().Order(), shown.Order());
    }

    [Fact]
    public void Proxy_and_Prometheus_look_for_processes_where_they_are()
    {
        var prometheus = File.ReadAllText(Path.Combine(DeployFiles.Prometheus, "prometheus.yml"));
        foreach (var (name, service) in Services.Where(static service => service.Name is "silo-1" or "silo-2" or "api-1" or "api-2"))
        {
            var port = Url().Match(string.Join('\n', StageOf(service))).Groups[1].Value;
            Assert.Contains($"\"{name}:{port}\"", prometheus, StringComparison.Ordinal);
            if (name.StartsWith("api-", StringComparison.Ordinal)) Assert.Contains($"={name}:{port}", Dockerfile, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Steps_of_the_images_name_what_is_in_the_repository()
    {
        foreach (var path in (string[])["silo/deploy/proxy/haproxy.cfg", "silo/deploy/proxy/healthy.sh", "api/Monitoring.Api/Monitoring.Api.csproj"])
        {
            Assert.Contains(path, Dockerfile, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(Product.Root, path)), path);
        }

        var targets = Services.Where(static service => service.Service.ContainsKey("build"))
            .Select(static service => (string)DeployFiles.Map(service.Service["build"])["target"]);
        Assert.All(targets, target => Assert.Contains($" AS {target}\n", Dockerfile, StringComparison.Ordinal));
        Assert.Contains("-p:Cluster=true", Dockerfile, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_are_made_once_and_git_knows_none_of_them()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(DeployFiles.Folder, "secrets.sh"), Path.Combine(folder.Path, "secrets.sh"));
        await Tool.RunAsync(folder.Path, "bash", "secrets.sh");
        var made = Directory.GetFiles(Path.Combine(folder.Path, "secrets"))
            .ToDictionary(static file => Path.GetFileName(file), File.ReadAllText);
        await Tool.RunAsync(folder.Path, "bash", "secrets.sh");

        Assert.All(made, file => Assert.Equal(file.Value, File.ReadAllText(Path.Combine(folder.Path, "secrets", file.Key))));
        Assert.Equal(made.Count, made.Values.Distinct().Count());
        Assert.Contains($":{made["postgres_password"]}\n", made["postgres_passfile"], StringComparison.Ordinal);
        var tokens = made.Where(static file => file.Key.EndsWith("_token", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, tokens.Count);
        Assert.All(tokens, file => Assert.DoesNotContain(file.Value, made["appsettings.json"], StringComparison.Ordinal));
        foreach (var name in made.Keys) await Tool.RunAsync(Product.Root, "git", "check-ignore", "--quiet", $"silo/deploy/secrets/{name}");
    }

    [Fact]
    public async Task Commands_of_the_documents_name_services_and_files_that_are_there()
    {
        var commands = ((string[])["README.md", "silo/deploy/README.md", "silo/deploy/roll.sh"])
            .Select(static file => Path.Combine(Product.Root, file)).SelectMany(File.ReadAllLines).Where(static line => line.Contains("docker compose ", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(commands);
        var words = commands.SelectMany(static line => Service().Matches(line)).Select(static match => match.Value);
        Assert.All(words, word => Assert.Contains(Services, service => service.Name == word));
        Assert.All(
            commands.SelectMany(static line => Option().Matches(line)).Select(static match => match.Groups[1].Value),
            static file => Assert.True(File.Exists(Path.Combine(Product.Root, file)), file));
        if (!Tool.IsHere("docker")) return;
        await using var version = ProcessRun.Start("docker", ["compose", "version"]);
        if (await version.ExitAsync(TimeSpan.FromMinutes(1)) != 0) return;
        // The plugin's own judgement needs no engine.
        using var folder = new TemporaryFolder();
        string[] files = ["compose", "--file", ComposeFile, "--file", Path.Combine(DeployFiles.Folder, "packages.yml")];
        await Tool.RunAsync(Product.Root, "env", ["MONITORING_PACKAGES=" + folder.Path, "docker", .. files, "config", "--quiet"]);
    }

    /// <summary>Lines of the Dockerfile's stage that a service is built from, and of those that one is from.</summary>
    private static IEnumerable<string> StageOf(Dictionary<object, object> service)
    {
        if (!service.TryGetValue("build", out var build)) yield break;
        for (var name = (string)DeployFiles.Map(build)["target"]; name is not null;)
        {
            var stage = Regex.Match(
                Dockerfile, $@"^FROM (\S+) AS {name}\n((?:(?!FROM ).*\n?)*)", RegexOptions.Multiline | RegexOptions.CultureInvariant);
            if (!stage.Success) yield break;
            foreach (var line in stage.Groups[2].Value.Split('\n')) yield return line;
            name = stage.Groups[1].Value;
        }
    }

    private static bool HasStep(Dictionary<object, object> service, string step) =>
        StageOf(service).Any(line => line.StartsWith(step, StringComparison.Ordinal));

    private static IEnumerable<string> Listed(Dictionary<object, object> service, string part) =>
        service.TryGetValue(part, out var items) ? DeployFiles.Items(items).Cast<string>() : [];

    private static string Filled(string text) => Variable().Replace(text, static match => match.Groups[2].Value);

    [GeneratedRegex(@"\$\{(\w+):-((?:[^}])*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^FROM (\S+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex From();

    [GeneratedRegex(@"StopLongest = TimeSpan\.FromMinutes\((\d+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex StopLongest();

    [GeneratedRegex(@"URLS=http://\+:(\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex Url();

    [GeneratedRegex(@"(?<=\s)(?:silo|api|redis|postgres|proxy|prometheus|grafana|tools)(?:-\d+)?(?=\s|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Service();

    [GeneratedRegex(@"--file (\S+\.yml)", RegexOptions.CultureInvariant)]
    private static partial Regex Option();
}
