using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Api.Tests.Support;
using Monitoring.Domain.Tests.Model;
using Monitoring.Silo.Model;

namespace Monitoring.Api.Tests.Schema;

public sealed class ModelTests
{
    private const string Account = "6217000000000001";

    [Fact]
    public async Task An_alert_of_the_model_tells_score_version_and_reasons_and_the_accounts_risk_counts_the_score()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder, "small.1");
        await PassThroughAsync(server);

        var data = await server.QueryAsync(
            "{ alerts { edges { node { rule score modelVersion severity reasons { en: text zh: text(locale: \"zh-CN\") } account { riskScore modelScore modelVersion } } } } "
            + "system { modelVersion } }");

        var alert = data.GetProperty("alerts").GetProperty("edges")[0].GetProperty("node");
        Assert.Equal(("MODEL", "MEDIUM", "small.1"), (Text(alert, "rule"), Text(alert, "severity"), Text(alert, "modelVersion")));
        Assert.Equal("small.1", Text(data.GetProperty("system"), "modelVersion"));
        Assert.Equal(0.943, alert.GetProperty("score").GetDouble(), 0.001);
        Assert.Equal("82 % of what came in left within 3 hours.", Text(alert.GetProperty("reasons")[2], "en"));
        Assert.Equal("收入资金的 82% 在 3 小时内转出。", Text(alert.GetProperty("reasons")[2], "zh"));
        var account = alert.GetProperty("account");
        Assert.Equal(alert.GetProperty("score").GetDouble(), account.GetProperty("modelScore").GetDouble());
        Assert.Equal(1 - (0.75 * (1 - (0.943 / 2))), account.GetProperty("riskScore").GetDouble(), 0.001);
    }

    [Fact]
    public async Task Another_model_in_the_folder_comes_into_force_without_a_restart_and_a_damaged_one_leaves_it_there()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder, "small.1");
        var host = server.Services.GetRequiredService<ModelHost>();
        var path = Path.Combine(folder.Path, "model");

        SmallModel.Write(path, version: "small.2-later");
        host.Look();
        var swapped = (host.Status.State, host.Status.Version);
        await File.AppendAllTextAsync(Path.Combine(path, "trees.json"), " ", TestContext.Current.CancellationToken);
        host.Look();
        var refused = (host.Status.State, host.Status.Version);
        var health = await HealthAsync(server);

        Assert.Equal((ModelState.Loaded, "small.2-later"), swapped);
        Assert.Equal((ModelState.Refused, "small.2-later"), refused);
        Assert.Contains("is not the file that manifest.json describes", host.Status.Problem, StringComparison.Ordinal);
        Assert.Equal(("degraded", "refused", "small.2-later"), (Text(health, "status"), Text(health, "model"), Text(health, "modelVersion")));
        await PassThroughAsync(server);
        var alerts = await server.QueryAsync("{ alerts { edges { node { modelVersion } } } }");
        Assert.Equal("small.2-later", Text(alerts.GetProperty("alerts").GetProperty("edges")[0].GetProperty("node"), "modelVersion"));
    }

    [Fact]
    public async Task Without_a_model_the_server_is_ready_and_says_so()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(folder.Path);

        var health = await HealthAsync(server);

        Assert.Equal(("ready", "none"), (Text(health, "status"), Text(health, "model")));
    }

    [Fact]
    public async Task A_named_folder_without_a_model_that_can_be_used_stops_the_start()
    {
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string?> { ["Model:Path"] = folder.Path };

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => TestServer.StartAsync(folder.Path, settings));

        Assert.Contains("Model:Path", error.Message, StringComparison.Ordinal);
        Assert.Contains("there is no manifest.json", error.Message, StringComparison.Ordinal);
    }

    internal static async Task<TestServer> StartAsync(TemporaryFolder folder, string version)
    {
        var path = SmallModel.Write(Path.Combine(folder.Path, "model"), version: version);
        return await TestServer.StartAsync(folder.Path, new Dictionary<string, string?> { ["Model:Path"] = path });
    }

    /// <summary>Silence of 400 days, then 20,000 yuan of which 82 % leave within the hour: beneath the limits of all rules.</summary>
    internal static async Task PassThroughAsync(TestServer server)
    {
        var last = TestServer.Start.AddHours(-3);
        await server.PostAsync(
            Bank.Posting(Account, 100, bookedAt: last.AddDays(-400)),
            Bank.Posting(Account, 2_000_000, bookedAt: last, counterparty: "A"),
            Bank.Posting(Account, -1_640_000, bookedAt: last.AddMinutes(40), counterparty: "B"));
    }

    private static async Task<JsonElement> HealthAsync(TestServer server) =>
        JsonDocument.Parse(await server.Http.GetStringAsync("/health/ready", TestContext.Current.CancellationToken)).RootElement;

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
