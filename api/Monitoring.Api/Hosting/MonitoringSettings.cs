using System.ComponentModel.DataAnnotations;
using Monitoring.Api.Auth;
using Monitoring.Api.Demo;
using Monitoring.Domain.Calendar;
using Monitoring.Domain.Detection;
using Monitoring.Silo.Escalation;
using Monitoring.Silo.Feed;
using Monitoring.Silo.Model;
using Monitoring.Silo.Stores;

namespace Monitoring.Api.Hosting;

/// <summary>The configuration, read and checked as a whole before anything starts. What is wrong is told all at once.</summary>
public sealed class MonitoringSettings
{
    /// <summary>Address when none is configured.</summary>
    public const string DefaultUrl = "http://localhost:5080";

    private MonitoringSettings()
    {
    }

    /// <summary>The bank's calendar.</summary>
    public required BankCalendar Calendar { get; init; }

    /// <summary>Parameters of the rules.</summary>
    public required DetectionParameters Detection { get; init; }

    /// <summary>The model.</summary>
    public required ModelOptions Model { get; init; }

    /// <summary>The feed.</summary>
    public required FeedOptions Feed { get; init; }

    /// <summary>The grains.</summary>
    public required GrainOptions Grain { get; init; }

    /// <summary>The store.</summary>
    public required StoreOptions Store { get; init; }

    /// <summary>Escalation.</summary>
    public required EscalationOptions Escalation { get; init; }

    /// <summary>Sign-in.</summary>
    public required AuthOptions Auth { get; init; }

    /// <summary>What clients may hold of the server.</summary>
    public required ApiOptions Api { get; init; }

    /// <summary>The demonstration.</summary>
    public required DemoOptions Demo { get; init; }

    /// <summary>Addresses to listen on.</summary>
    public required IReadOnlyList<string> Urls { get; init; }

    /// <summary>Reads and checks the configuration.</summary>
    /// <exception cref="ConfigurationProblemsException">Something is wrong.</exception>
    public static MonitoringSettings Read(IConfiguration configuration)
    {
        var problems = new List<string>();
        var calendar = Bind<BankOptions>(configuration, BankOptions.Section, problems).ToCalendar(problems);
        var detection = Bind<DetectionParameters>(configuration, "Detection", problems);
        problems.AddRange(detection.Validate());
        var model = Bind<ModelOptions>(configuration, ModelOptions.Section, problems);
        problems.AddRange(model.Problems());
        var feed = Bind<FeedOptions>(configuration, FeedOptions.Section, problems);
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(feed, new ValidationContext(feed), faults, validateAllProperties: true);
        problems.AddRange([.. faults.Select(fault => $"Feed: {fault.ErrorMessage}"), .. feed.Problems()]);
        var grain = Bind<GrainOptions>(configuration, GrainOptions.Section, problems);
        problems.AddRange(grain.Problems());
        var escalation = Bind<EscalationOptions>(configuration, EscalationOptions.Section, problems);
        problems.AddRange(escalation.Problems());
        var auth = Bind<AuthOptions>(configuration, AuthOptions.Section, problems);
        problems.AddRange(auth.Problems());
        var api = Bind<ApiOptions>(configuration, ApiOptions.Section, problems);
        problems.AddRange(api.Problems());
        var demo = Bind<DemoOptions>(configuration, DemoOptions.Section, problems);
        problems.AddRange(demo.Problems());
        var store = ReadStore(configuration, demo, problems);
        if (demo.Enabled && store.Kind != StoreKind.Sqlite)
        {
            problems.Add("--demo: a demonstration makes its books anew, or goes on in a folder that is its own; it keeps them in SQLite and empties no database: leave out Store:Kind.");
        }

        var urls = ReadUrls(configuration, auth, problems);
        problems.AddRange(HostRole.Problems(configuration));
        if (problems.Count > 0) throw new ConfigurationProblemsException(problems);
        return new MonitoringSettings
        {
            Calendar = calendar!,
            Detection = detection,
            Model = model,
            Feed = feed,
            Grain = grain,
            Store = store,
            Escalation = escalation,
            Auth = auth,
            Api = api,
            Demo = demo,
            Urls = urls,
        };
    }

    private static T Bind<T>(IConfiguration configuration, string section, List<string> problems)
        where T : class, new()
    {
        try
        {
            return configuration.GetSection(section).Get<T>(options => options.ErrorOnUnknownConfiguration = true) ?? new T();
        }
        catch (InvalidOperationException exception)
        {
            var cause = exception.InnerException is { } inner ? $" ({inner.Message})" : "";
            problems.Add($"{section}: {exception.Message}{cause}");
            return new T();
        }
    }

    private static StoreOptions ReadStore(IConfiguration configuration, DemoOptions demo, List<string> problems)
    {
        var section = configuration.GetSection("Store");
        var options = new StoreOptions { HoldsHeads = HostRole.IsAlone };
        if (section["Kind"] is { } kind && !Enum.GetNames<StoreKind>().Contains(kind, StringComparer.OrdinalIgnoreCase))
        {
            var kinds = string.Join(", ", Enum.GetNames<StoreKind>()).ToLowerInvariant();
            problems.Add($"Store:Kind: {kind} is not a kind of store; there is {kinds}.");
            return options;
        }

        try
        {
            section.Bind(options);
            options.DataDirectory = configuration["Data:Directory"] ?? (demo.Enabled ? DemoOptions.OwnDirectory : options.DataDirectory);
            options.Validate();
        }
        catch (InvalidOperationException exception)
        {
            problems.Add(exception.Message);
        }

        return options;
    }

    /// <summary>Nobody but this machine may reach a server without sign-in.</summary>
    private static string[] ReadUrls(IConfiguration configuration, AuthOptions auth, List<string> problems)
    {
        var urls = (configuration["urls"] ?? DefaultUrl).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // Endpoints named for the web server itself would take the place of these addresses.
        if (configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
        {
            problems.Add("Kestrel:Endpoints: name the addresses with --urls.");
        }
        foreach (var url in urls)
        {
            if (auth.Mode == AuthMode.Loopback && !Loopback.IsLoopback(url))
            {
                problems.Add(
                    $"urls: {url} can be reached from other machines, but nobody has to sign in. Listen on localhost, or set "
                    + "Auth:Mode=token and name tokens under Auth:Tokens.");
            }
        }

        if (urls.Length == 0) problems.Add("urls: name at least one address.");
        return urls;
    }
}
