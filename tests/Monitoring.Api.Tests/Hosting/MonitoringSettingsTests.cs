using Microsoft.Extensions.Configuration;
using Monitoring.Api.Hosting;

namespace Monitoring.Api.Tests.Hosting;

public sealed class MonitoringSettingsTests
{
    [Fact]
    public void The_defaults_start() => Assert.Equal([MonitoringSettings.DefaultUrl], Read([]).Urls);

    [Theory]
    [InlineData("urls", "http://0.0.0.0:5080", "sign in")]
    [InlineData("urls", "http://*:5080", "sign in")]
    [InlineData("urls", "http://localhost:5080;http://192.168.1.5:80", "192.168.1.5")]
    [InlineData("urls", "http://localhost.evil.example:5080", "sign in")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://0.0.0.0:80", "--urls")]
    [InlineData("Store:Kind", "oracle", "sqlite, postgres")]
    [InlineData("Store:Kind", "postgres", "Store:ConnectionString")]
    [InlineData("Store:QueueCapacity", "0", "Store:QueueCapacity")]
    [InlineData("Data:Directory", " ", "Data:Directory")]
    [InlineData("Bank:TimeZone", "Asia/Atlantis", "Bank:TimeZone")]
    [InlineData("Bank:DayCutoff", "25:00", "Bank:DayCutoff")]
    [InlineData("Bank:Holidays:0", "soon", "Bank:Holidays:0")]
    [InlineData("Bank:Timezone2", "x", "Timezone2")]
    [InlineData("Detection:RapidRoundTrip:WindowDays", "0", "Detection:RapidRoundTrip:WindowDays")]
    [InlineData("Detection:Large:Personal", "abc", "Detection:Large:Personal")]
    [InlineData("Detection:RapidRoundTip:WindowDays", "3", "RapidRoundTip")]
    [InlineData("Feed:MaxLineBytes", "1", "MaxLineBytes")]
    [InlineData("Feed:UnknownAccounts", "maybe", "Feed:UnknownAccounts")]
    [InlineData("Escalation:PollSeconds", "0", "Escalation:PollSeconds")]
    [InlineData("Grain:MaxActive", "0", "Grain:MaxActive")]
    [InlineData("Demo:Rate", "0", "Demo:Rate")]
    [InlineData("Api:MaxConnections", "0", "Api:MaxConnections")]
    [InlineData("Api:ReadAheadBytes", "1", "Api:ReadAheadBytes")]
    [InlineData("Api:MaxSubscriptions", "0", "Api:MaxSubscriptions")]
    [InlineData("Api:SubscriptionBuffer", "0", "Api:SubscriptionBuffer")]
    [InlineData("Api:SlowSubscriberSeconds", "0", "Api:SlowSubscriberSeconds")]
    [InlineData("Api:SendTimeoutSeconds", "5", "Api:SendTimeoutSeconds")]
    [InlineData("Auth:Mode", "token", "Auth:Tokens")]
    [InlineData("Auth:Mode", "open", "Auth")]
    public void What_cannot_be_started_with_is_named(string key, string value, string expected)
    {
        var exception = Assert.Throws<ConfigurationProblemsException>(() => Read(new() { [key] = value }));

        Assert.Contains(exception.Problems, problem => problem.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://localhost:5080")]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://[::1]:5080")]
    public void This_machines_own_addresses_need_no_sign_in(string url) => Assert.Equal([url], Read(new() { ["urls"] = url }).Urls);

    [Fact]
    public void With_tokens_the_server_listens_anywhere()
    {
        var settings = Read(new()
        {
            ["urls"] = "http://0.0.0.0:5080",
            ["Auth:Mode"] = "token",
            ["Auth:Tokens:0:Token"] = "0123456789abcdef0123456789abcdef",
            ["Auth:Tokens:0:Name"] = "li.si",
            ["Auth:Tokens:0:Role"] = "officer",
        });

        Assert.Equal(["http://0.0.0.0:5080"], settings.Urls);
    }

    [Theory]
    [InlineData("Token", "short", "at least 32")]
    [InlineData("Name", "", "Name")]
    [InlineData("Name", "clock", "its own actions")]
    [InlineData("Role", "9", "Role")]
    [InlineData("TokenSha256", "0123", "64 hexadecimal")]
    public void A_token_that_cannot_serve_is_named(string key, string value, string expected)
    {
        var values = new Dictionary<string, string?>
        {
            ["Auth:Mode"] = "token",
            ["Auth:Tokens:0:Token"] = "0123456789abcdef0123456789abcdef",
            ["Auth:Tokens:0:Name"] = "li.si",
            ["Auth:Tokens:0:Role"] = "officer",
            [$"Auth:Tokens:0:{key}"] = value,
        };

        var exception = Assert.Throws<ConfigurationProblemsException>(() => Read(values));

        Assert.Contains(exception.Problems, problem => problem.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void A_demonstration_on_a_database_that_it_would_not_make_anew_is_refused()
    {
        var values = new Dictionary<string, string?>
        {
            ["Demo:Enabled"] = "true",
            ["Store:Kind"] = "postgres",
            ["Store:ConnectionString"] = "Host=db.example;Database=books",
        };

        var exception = Assert.Throws<ConfigurationProblemsException>(() => Read(values));

        Assert.Contains(exception.Problems, problem => problem.Contains("empties no database", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_rules_parameters_can_be_configured()
    {
        var settings = Read(new()
        {
            ["Detection:Large:Personal"] = "40000",
            ["Detection:Large:PersonalByCurrency:USD"] = "700000",
            ["Detection:RapidRoundTrip:Severity"] = "Medium",
            ["Detection:FlatBalance:Personal"] = "true",
            ["Detection:TimeLimits:HighHours"] = "2",
        });

        Assert.Equal((40_000, 700_000), (settings.Detection.Large.Personal, settings.Detection.Large.PersonalByCurrency["USD"]));
        Assert.Equal(Contracts.Alert.Severity.Medium, settings.Detection.RapidRoundTrip.Severity);
        Assert.True(settings.Detection.FlatBalance.Personal);
        Assert.Equal(2, settings.Detection.TimeLimits.HighHours);
    }

    private static MonitoringSettings Read(Dictionary<string, string?> values) =>
        MonitoringSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
}
