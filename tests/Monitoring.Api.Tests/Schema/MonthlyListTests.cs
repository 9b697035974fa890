using Monitoring.Api.Tests.Support;

namespace Monitoring.Api.Tests.Schema;

public sealed class MonthlyListTests
{
    [Fact]
    public async Task A_line_of_the_monthly_list_shows_where_it_is_asked_for_and_not_in_the_live_feed()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(folder.Path);
        await server.DeclareAsync([.. Bank.Branches, Bank.Account("EMPTY", "B001", "corporateCurrent"), Bank.Account("A1", "B001")]);
        await using var raised = await EventStream.OpenAsync(server, "subscription { alertRaised(after: \"0\") { rule } }");
        await using var changed = await EventStream.OpenAsync(server, "subscription { alertChanged(after: \"0\") { rule } }");

        using var answer = await server.Http.PostAsync("/feed/days/2026-10-31/close", null, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        await server.PostAsync(Bank.Posting("A1", -1));

        Assert.Equal("OVERDRAWN", (await raised.NextAsync()).Data.Text("data.alertRaised.rule"));
        Assert.Equal("ZERO_OR_EMPTY", (await changed.NextAsync()).Data.Text("data.alertChanged.rule"));
        var data = await server.QueryAsync(
            """
            { all: alerts { nodes { rule } }
              named: alerts(filter: { rules: [ZERO_OR_EMPTY] }) { nodes { reasons { code text } } }
              of: alerts(filter: { account: "EMPTY" }) { totalCount }
              account(id: "EMPTY") { openAlerts alerts { totalCount } } }
            """);
        Assert.Equal(["OVERDRAWN"], data.Texts("all.nodes", "rule"));
        Assert.Equal("F2_EMPTY", data.Text("named.nodes.0.reasons.0.code"));
        Assert.Equal((1, 1), (data.Number("of.totalCount"), data.Number("account.alerts.totalCount")));
    }
}
