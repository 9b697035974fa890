using Monitoring.Api.Tests.Support;

namespace Monitoring.Api.Tests.Schema;

public sealed class BooksTests
{
    [Fact]
    public async Task A_posting_sent_to_the_feed_shows_in_the_account_and_its_branch()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(folder.Path);
        await server.DeclareAsync([.. Bank.Branches, Bank.Account("A1", "B001-01", opening: 1_000)]);
        var early = TestServer.Start.AddHours(-5);
        await server.PostAsync(
            Bank.Posting("A1", 50_000, "IN", counterparty: "X", bookedAt: early),
            Bank.Posting("A1", -20_000, "OUT", bookedAt: early.AddHours(2)));

        var data = await server.QueryAsync(
            """
            query($at: DateTime!) {
              account(id: "A1") {
                id kind currency balance balanceAt(at: $at) sequence postingCount openedAt openedBy lastMovement lastCustomerMovement
                today { debits credits debitCount creditCount } thisMonth { debits credits } monthAverageBalance class riskScore openAlerts
                branch { id name parent { id parent { id parent { id } } } }
                postings(first: 1) {
                  totalCount pageInfo { hasNextPage endCursor }
                  edges { node { postingId amount direction balanceAfter channel businessDate late } }
                }
              }
            }
            """,
            new { at = early.AddHours(1) });

        var account = data.At("account");
        Assert.Equal("PERSONAL_SAVINGS", account.Text("kind"));
        Assert.Equal(31_000, account.Number("balance"));
        Assert.Equal(51_000, account.Number("balanceAt"));
        Assert.Equal(2, account.Number("postingCount"));
        Assert.Equal("MARKETED", account.Text("openedBy"));
        Assert.Equal(early.AddHours(2), account.At("lastMovement").GetDateTimeOffset());
        Assert.Equal((20_000, 50_000), (account.Number("today.debits"), account.Number("today.credits")));
        Assert.Equal((1, 1), (account.Number("today.debitCount"), account.Number("today.creditCount")));
        Assert.Equal(50_000, account.Number("thisMonth.credits"));
        Assert.Equal("NORMAL", account.Text("class"));
        Assert.Equal("HQ", account.Text("branch.parent.parent.id"));
        Assert.Equal("清河第1分社", account.Text("branch.name"));
        Assert.Equal("OUT", account.Text("postings.edges.0.node.postingId"));
        Assert.Equal(31_000, account.Number("postings.edges.0.node.balanceAfter"));
        Assert.Equal(2, account.Number("postings.totalCount"));
        Assert.True(account.At("postings.pageInfo.hasNextPage").GetBoolean());
    }

    [Fact]
    public async Task Flows_of_yesterday_are_not_those_of_today()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(folder.Path);
        await server.DeclareAsync([.. Bank.Branches, Bank.Account("A1", "B001")]);
        await server.PostAsync(Bank.Posting("A1", 700, bookedAt: TestServer.Start));

        server.Clock.Advance(TimeSpan.FromHours(8));

        var data = await server.QueryAsync(
            "{ account(id: \"A1\") { today { credits } thisMonth { credits } } branch(id: \"B001\") { totals { balance creditsToday } } }");
        Assert.Equal(0, data.Number("account.today.credits"));
        Assert.Equal(700, data.Number("account.thisMonth.credits"));
        Assert.Equal((700, 0), (data.Number("branch.totals.0.balance"), data.Number("branch.totals.0.creditsToday")));
    }

    [Fact]
    public async Task A_branch_sums_its_own_accounts_and_on_demand_those_below_it()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(folder.Path);
        await server.DeclareAsync(
        [
            .. Bank.Branches,
            Bank.Account("A1", "B001", opening: 5),
            Bank.Account("A2", "B001-01", opening: 70),
            Bank.Account("A3", "B002", opening: 900),
        ]);

        var data = await server.QueryAsync(
            """
            { hq: branch(id: "HQ") { totals { balance } subtreeTotals { currency kind balance accounts } children { id } }
              own: branch(id: "B001") { totals { balance accounts } subtreeTotals { balance accounts } }
              branches { id } }
            """);

        Assert.Equal(0, data.At("hq.totals").GetArrayLength());
        Assert.Equal((975, 3), (data.Number("hq.subtreeTotals.0.balance"), data.Number("hq.subtreeTotals.0.accounts")));
        Assert.Equal(["B001", "B002"], data.Texts("hq.children", "id"));
        Assert.Equal((5, 75), (data.Number("own.totals.0.balance"), data.Number("own.subtreeTotals.0.balance")));
        Assert.Equal(["B001", "B001-01", "B002", "HQ"], data.Texts("branches", "id"));
    }

    [Fact]
    public async Task An_account_that_its_first_posting_opened_is_found_with_a_branch_nobody_declared()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(folder.Path);
        await server.PostAsync(Bank.Posting("NEW", 12));

        var data = await server.QueryAsync(
            "{ account(id: \"NEW\") { balance openedAt openedBy branch { id name parent { id } } } branches { id totals { balance } } }");

        Assert.Equal("B001", data.Text("account.branch.name"));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, data.At("account.openedBy").ValueKind);
        Assert.Equal(["B001"], data.Texts("branches", "id"));
        Assert.Equal(12, data.Number("branches.0.totals.0.balance"));
    }

    [Fact]
    public async Task Settlement_accounts_stand_apart_from_accounts()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(folder.Path);
        await server.DeclareAsync([.. Bank.Branches, Bank.Settlement("S-PAY", "B001"), Bank.Account("A1", "B001")]);
        await server.PostAsync(Bank.Posting("S-PAY", 10_000, trace: "001209"), Bank.Posting("S-PAY", 40_000, trace: "1234"));

        var data = await server.QueryAsync(
            """
            { account(id: "S-PAY") { id }
              settlementAccount(id: "S-PAY") {
                kind balance sequence today { credits }
                openItems { totalCount edges { node { trace amount state } } }
                postings { totalCount }
              }
              branch(id: "B001") { settlementTotals { kind balance accounts creditsToday } settlementAccounts { id } totals { accounts } } }
            """);

        Assert.Equal(System.Text.Json.JsonValueKind.Null, data.At("account").ValueKind);
        Assert.Equal("CARD_CLEARING_PAYABLE", data.Text("settlementAccount.kind"));
        Assert.Equal(50_000, data.Number("settlementAccount.balance"));
        Assert.Equal(2, data.Number("settlementAccount.openItems.totalCount"));
        Assert.Equal("PENDING", data.Text("settlementAccount.openItems.edges.0.node.state"));
        Assert.Equal(
            (50_000, 50_000), (data.Number("branch.settlementTotals.0.balance"), data.Number("branch.settlementTotals.0.creditsToday")));
        Assert.Equal(["S-PAY"], data.Texts("branch.settlementAccounts", "id"));
        Assert.Equal(1, data.Number("branch.totals.0.accounts"));
    }

    [Fact]
    public async Task Accounts_are_paged_by_id_and_filtered()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(folder.Path);
        await server.DeclareAsync(
        [
            .. Bank.Branches,
            .. Enumerable.Range(0, 7).Select(i => Bank.Account($"62{i}", i < 5 ? "B001-01" : "B002", opening: i * 100)),
            Bank.Account("99", "B001", "corporateCurrent", opening: 1),
        ]);

        var ids = new List<string?>();
        string? after = null;
        do
        {
            var page = await server.QueryAsync(
                """
                query($after: String) {
                  accounts(filter: { branch: "B001" }, first: 2, after: $after) {
                    totalCount nodes { id } pageInfo { hasNextPage endCursor }
                  }
                }
                """,
                new { after });
            Assert.Equal(6, page.Number("accounts.totalCount"));
            ids.AddRange(page.Texts("accounts.nodes", "id"));
            after = page.At("accounts.pageInfo.hasNextPage").GetBoolean() ? page.Text("accounts.pageInfo.endCursor") : null;
        }
        while (after is not null);

        Assert.Equal(["620", "621", "622", "623", "624", "99"], ids);
        var filtered = await server.QueryAsync(
            """
            { corporate: accounts(filter: { kinds: [CORPORATE_CURRENT] }) { nodes { id } }
              rich: accounts(filter: { minBalance: 300, maxBalance: "500" }) { nodes { id } }
              prefix: accounts(filter: { idPrefix: "9" }) { nodes { id } }
              watch: accounts(filter: { classes: [WATCH] }) { totalCount }
              normal: accounts(filter: { classes: [NORMAL, WATCH] }) { totalCount }
              none: accounts(filter: { branch: "NOWHERE" }) { totalCount } }
            """);
        Assert.Equal(["99"], filtered.Texts("corporate.nodes", "id"));
        Assert.Equal(["623", "624", "625"], filtered.Texts("rich.nodes", "id"));
        Assert.Equal(["99"], filtered.Texts("prefix.nodes", "id"));
        Assert.Equal(
            (0, 8, 0), (filtered.Number("watch.totalCount"), filtered.Number("normal.totalCount"), filtered.Number("none.totalCount")));
    }

    [Theory]
    [InlineData("{ account(id: \"A1\") { monthAverageBalance(month: \"11-2026\") } }", "INVALID_MONTH")]
    [InlineData("{ account(id: \"A1\") { monthAverageBalance(month: \"2026-01\") } }", "MONTH_NOT_KEPT")]
    [InlineData("{ account(id: \"A1\") { postings(after: \"eHg\") { totalCount } } }", "INVALID_CURSOR")]
    [InlineData("{ accounts(first: 501) { totalCount } }", "PAGE_TOO_LARGE")]
    [InlineData("{ alerts(after: \"MQ\") { nodes { id } } }", "INVALID_CURSOR")]
    public async Task What_cannot_be_answered_says_why(string query, string code)
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(folder.Path);
        await server.DeclareAsync([.. Bank.Branches, Bank.Account("A1", "B001")]);

        var answer = await server.AskAsync(query);

        Assert.Equal(code, answer.Text("errors.0.extensions.code"));
    }

    [Fact]
    public async Task A_rejected_line_waits_in_quarantine_where_it_can_be_read()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(folder.Path);
        using var content = new StringContent("{\"postingId\":\"BAD\"}\n", System.Text.Encoding.UTF8, "application/x-ndjson");
        using var response = await server.Http.PostAsync("/feed/postings", content, TestContext.Current.CancellationToken);

        var data = await server.QueryAsync(
            """
            { quarantine { totalCount nodes { source line postingId code message text receivedAt } }
              system { postingsAccepted accountCount } }
            """);

        Assert.Equal(1, data.Number("quarantine.totalCount"));
        var line = data.At("quarantine.nodes.0");
        Assert.Equal(("http", 1, "BAD"), (line.Text("source"), line.Number("line"), line.Text("postingId")));
        Assert.Contains("BAD", data.Text("quarantine.nodes.0.text"), StringComparison.Ordinal);
        Assert.Equal(0, data.Number("system.postingsAccepted"));
    }

    [Fact]
    public async Task The_system_tells_the_banks_time()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(folder.Path);
        server.Clock.Advance(TimeSpan.FromHours(7));

        var data = await server.QueryAsync(
            "{ system { now businessDate timeZone demo clockRate alertCursor } viewer { name role branch { id } } }", user: "zhang.san");

        Assert.Equal(TestServer.Start.AddHours(7), data.At("system.now").GetDateTimeOffset());
        Assert.Equal("2026-11-21", data.Text("system.businessDate"));
        Assert.Equal("Asia/Shanghai", data.Text("system.timeZone"));
        Assert.Equal("zhang.san", data.Text("viewer.name"));
    }
}
