using System.Text.Json;
using Monitoring.Api.Tests.Support;

namespace Monitoring.Api.Tests.Schema;

public sealed class AlertsTests
{
    private const string Fields =
        """
        id cursor version rule severity state outcome raisedAt eventAt level assignee dueAt evidenceCount
        account { id class riskScore openAlerts } branch { id } reasons { code text zh: text(locale: "zh-CN") }
        evidence { postingId amount } approvals { id state outcome proposedBy reason decidedBy decisionReason }
        history { kind actor fromState toState note level }
        """;

    [Fact]
    public async Task An_overdraft_raises_an_alert_with_its_posting_its_reason_and_its_time_limit()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        await server.PostAsync(Bank.Posting("A1", -5_000, "OVER", bookedAt: TestServer.Start.AddHours(-1)));

        var alert = (await server.QueryAsync($"{{ alerts {{ nodes {{ {Fields} }} }} }}")).At("alerts.nodes").EnumerateArray().Single();

        Assert.Equal(("OVERDRAWN", "MEDIUM", "OPEN"), (alert.Text("rule"), alert.Text("severity"), alert.Text("state")));
        Assert.Equal("OVER", alert.Text("evidence.0.postingId"));
        Assert.Equal("Deposit account below zero: the balance is -50.00 CNY.", alert.Text("reasons.0.text"));
        Assert.Equal("存款账户透支：余额 -50.00 元(CNY)。", alert.Text("reasons.0.zh"));
        Assert.Equal(TestServer.Start.AddHours(-1), alert.At("eventAt").GetDateTimeOffset());
        Assert.Equal(TestServer.Start, alert.At("raisedAt").GetDateTimeOffset());
        // A Friday's medium alert is due the same time on Monday.
        Assert.Equal(TestServer.Start.AddDays(3), alert.At("dueAt").GetDateTimeOffset());
        var account = alert.At("account");
        Assert.Equal(("NORMAL", 0.25, 1), (account.Text("class"), account.At("riskScore").GetDouble(), account.Number("openAlerts")));
        Assert.Equal(
            ("RAISED", "system", "OPEN"), (alert.Text("history.0.kind"), alert.Text("history.0.actor"), alert.Text("history.0.toState")));
    }

    [Fact]
    public async Task A_medium_alert_is_acknowledged_assigned_escalated_and_closed_by_one_person()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        var id = await RaiseAsync(server, Bank.Posting("A1", -5_000));

        var seen = await ActAsync(server, "acknowledgeAlert", new { id, note = "looking" }, "li.si");
        Assert.Equal("ACKNOWLEDGED", seen.Text("alert.state"));
        var given = await ActAsync(server, "assignAlert", new { id, assignee = "wang.wu" }, "li.si");
        Assert.Equal(("INVESTIGATING", "wang.wu"), (given.Text("alert.state"), given.Text("alert.assignee")));
        var called = await ActAsync(server, "escalateAlert", new { id, reason = "needs the supervisor" }, "wang.wu");
        Assert.Equal(1, called.Number("alert.level"));
        var closed = await ActAsync(server, "closeAlert", new { id, outcome = "EXPLAINED", note = "salary came late" }, "wang.wu");
        Assert.Equal(("CLOSED", "EXPLAINED"), (closed.Text("alert.state"), closed.Text("alert.outcome")));
        Assert.Equal(JsonValueKind.Null, closed.At("alert.dueAt").ValueKind);

        var alert = (await server.QueryAsync($"query($id: ID!) {{ alert(id: $id) {{ {Fields} }} }}", new { id })).At("alert");
        Assert.Equal(["RAISED", "ACKNOWLEDGED", "ASSIGNED", "ESCALATED", "CLOSED"], alert.Texts("history", "kind"));
        Assert.Equal(["system", "li.si", "li.si", "wang.wu", "wang.wu"], alert.Texts("history", "actor"));
        Assert.Equal([null, "OPEN", "ACKNOWLEDGED", "INVESTIGATING", "INVESTIGATING"], alert.Texts("history", "fromState"));
        Assert.Equal(0, alert.Number("account.openAlerts"));
        var again = await ActAsync(server, "acknowledgeAlert", new { id }, "li.si");
        Assert.Equal("ALERT_CLOSED", again.Text("errors.0.code"));
    }

    [Fact]
    public async Task A_high_alert_is_closed_by_a_second_person_only_and_stays_so_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        string id;
        await using (var server = await StartAsync(folder))
        {
            id = await RaiseAsync(server, Bank.Posting("A1", 100, balanceAfter: 999));
            var proposed = await ActAsync(
                server, "closeAlert", new { id, outcome = "FALSE_POSITIVE", note = "their report was late" }, "li.si");
            Assert.Equal("CLOSE_PROPOSED", proposed.Text("alert.state"));
            var approval = proposed.Text("alert.approvals.0.id");
            Assert.Equal(("PENDING", "FALSE_POSITIVE", "li.si"), Proposal(proposed.At("alert.approvals.0")));

            var own = await DecideAsync(server, approval, "APPROVE", "li.si");
            Assert.Equal("SECOND_PERSON_NEEDED", own.Text("errors.0.code"));
            var refused = await DecideAsync(server, approval, "REJECT", "zhao.liu");
            Assert.Equal(("REJECTED", "zhao.liu"), (refused.Text("approval.state"), refused.Text("approval.decidedBy")));
            Assert.Equal("ACKNOWLEDGED", refused.Text("approval.alert.state"));
            Assert.Equal("APPROVAL_DECIDED", (await DecideAsync(server, approval, "APPROVE", "zhao.liu")).Text("errors.0.code"));

            var second = await ActAsync(server, "closeAlert", new { id, outcome = "EXPLAINED", note = "seen the papers" }, "li.si");
            var done = await DecideAsync(server, second.Text("alert.approvals.1.id"), "APPROVE", "zhao.liu");
            Assert.Equal("APPROVED", done.Text("approval.state"));
            Assert.Equal(("CLOSED", "EXPLAINED"), (done.Text("approval.alert.state"), done.Text("approval.alert.outcome")));
        }

        await using var back = await TestServer.StartAsync(folder.Path);
        var alert = (await back.QueryAsync($"query($id: ID!) {{ alert(id: $id) {{ {Fields} }} }}", new { id })).At("alert");
        Assert.Equal(("CLOSED", "EXPLAINED"), (alert.Text("state"), alert.Text("outcome")));
        Assert.Equal(["REJECTED", "APPROVED"], alert.Texts("approvals", "state"));
        Assert.Equal(["RAISED", "CLOSE_PROPOSED", "CLOSE_REFUSED", "CLOSE_PROPOSED", "CLOSED"], alert.Texts("history", "kind"));
    }

    [Fact]
    public async Task A_proposal_lapses_when_the_evidence_is_reversed()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        await server.DeclareAsync(Bank.Account("STAFF", "B001", ownerStaff: "T07"));
        var id = await RaiseAsync(server, Bank.Posting("STAFF", 100, "P-OWN", channel: "counter", teller: "T07"));
        var proposed = await ActAsync(server, "closeAlert", new { id, outcome = "CONFIRMED", note = "so it is" }, "li.si");

        await server.PostAsync(Bank.Posting("STAFF", -100, channel: "counter", reversalOf: "P-OWN"));

        var decided = await DecideAsync(server, proposed.Text("alert.approvals.0.id"), "APPROVE", "zhao.liu");
        Assert.Equal("APPROVAL_DECIDED", decided.Text("errors.0.code"));
        Assert.Equal(("LAPSED", "EXPLAINED_BY_REVERSAL"), (decided.Text("approval.state"), decided.Text("approval.alert.outcome")));
        Assert.Equal(JsonValueKind.Null, decided.At("approval.decidedBy").ValueKind);
    }

    [Fact]
    public async Task Who_acts_on_an_older_version_than_stands_is_refused()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        var id = await RaiseAsync(server, Bank.Posting("A1", -5_000));

        var first = await ActAsync(server, "acknowledgeAlert", new { id, ifVersion = 1 }, "li.si");
        var late = await ActAsync(server, "assignAlert", new { id, assignee = "wang.wu", ifVersion = 1 }, "zhao.liu");

        Assert.Equal(0, first.At("errors").GetArrayLength());
        Assert.Equal("VERSION_CHANGED", late.Text("errors.0.code"));
        Assert.Equal((2, "ACKNOWLEDGED"), (late.Number("alert.version"), late.Text("alert.state")));
    }

    [Theory]
    [InlineData("assignAlert", """{"assignee":""}""", "TEXT_INVALID", "assignee")]
    [InlineData("assignAlert", """{"assignee":"a\u0007b"}""", "TEXT_INVALID", "assignee")]
    [InlineData("escalateAlert", """{"reason":"  "}""", "NOTE_MISSING", "reason")]
    [InlineData("closeAlert", """{"outcome":"EXPLAINED","note":"\u0000"}""", "TEXT_INVALID", "note")]
    public async Task What_is_written_is_checked_field_by_field(string mutation, string fields, string code, string path)
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        var id = await RaiseAsync(server, Bank.Posting("A1", -5_000));
        var input = JsonDocument.Parse(fields).RootElement.EnumerateObject().ToDictionary(
            field => field.Name, field => (object)field.Value);
        input["id"] = id;

        var payload = await ActAsync(server, mutation, input, "li.si");

        Assert.Equal(code, payload.Text("errors.0.code"));
        Assert.Equal(path, payload.At("errors.0.path").EnumerateArray().Last().GetString());
        Assert.Equal(1, payload.Number("alert.version"));
    }

    [Fact]
    public async Task A_note_longer_than_kept_and_an_outcome_only_the_platform_finds_are_refused()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        var id = await RaiseAsync(server, Bank.Posting("A1", -5_000));

        var tooLong = await ActAsync(server, "acknowledgeAlert", new { id, note = new string('x', 1_001) }, "li.si");
        var outcome = await ActAsync(server, "closeAlert", new { id, outcome = "EXPLAINED_BY_REVERSAL", note = "x" }, "li.si");
        var unknown = await ActAsync(server, "acknowledgeAlert", new { id = new string('0', 32) }, "li.si");

        Assert.Equal("TEXT_INVALID", tooLong.Text("errors.0.code"));
        Assert.Equal("OUTCOME_INVALID", outcome.Text("errors.0.code"));
        Assert.Equal("ALERT_NOT_FOUND", unknown.Text("errors.0.code"));
        Assert.Equal(JsonValueKind.Null, unknown.At("alert").ValueKind);
    }

    [Fact]
    public async Task Alerts_are_filtered_ordered_counted_and_paged()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        await RaiseAsync(server, Bank.Posting("A1", -5_000));
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await RaiseAsync(server, Bank.Posting("A2", 100, balanceAfter: 999));
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await RaiseAsync(server, Bank.Posting("A3", -1));

        var data = await server.QueryAsync(
            """
            { newest: alerts { nodes { account { id } } } oldest: alerts(orderBy: RAISED_AT_ASC) { nodes { account { id } } }
              severe: alerts(orderBy: SEVERITY_DESC, first: 2) { totalCount pageInfo { endCursor hasNextPage } nodes { account { id } } }
              high: alerts(filter: { minSeverity: HIGH }) { nodes { rule } }
              medium: alerts(filter: { severities: [MEDIUM], branch: "B001" }) { nodes { account { id } } }
              of: alerts(filter: { account: "A3", states: [OPEN], rules: [OVERDRAWN] }) { totalCount }
              alertCounts(filter: { rules: [OVERDRAWN] }) { severity count }
              branch(id: "HQ") { openAlerts { severity count } alerts(first: 1) { totalCount } } }
            """);

        Assert.Equal(["A3", "A2", "A1"], Accounts(data, "newest"));
        Assert.Equal(["A1", "A2", "A3"], Accounts(data, "oldest"));
        Assert.Equal(["A2", "A3"], Accounts(data, "severe"));
        Assert.Equal(["BALANCE_BREAK"], data.Texts("high.nodes", "rule"));
        Assert.Equal(["A1"], Accounts(data, "medium"));
        Assert.Equal(1, data.Number("of.totalCount"));
        Assert.Equal([0L, 2L, 0L, 0L], data.At("alertCounts").EnumerateArray().Select(count => count.Number("count")));
        Assert.Equal([0L, 2L, 1L, 0L], data.At("branch.openAlerts").EnumerateArray().Select(count => count.Number("count")));
        Assert.Equal(3, data.Number("branch.alerts.totalCount"));
        var rest = await server.QueryAsync(
            """
            query($after: String) {
              alerts(orderBy: SEVERITY_DESC, first: 2, after: $after) { nodes { account { id } } pageInfo { hasNextPage } }
            }
            """,
            new { after = data.Text("severe.pageInfo.endCursor") });
        Assert.Equal(["A1"], Accounts(rest, "alerts"));
        Assert.False(rest.At("alerts.pageInfo.hasNextPage").GetBoolean());
    }

    [Fact]
    public async Task An_alert_past_its_time_limit_escalates_by_itself_level_by_level()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        var id = await RaiseAsync(server, Bank.Posting("A1", 100, balanceAfter: 999));
        await using var changes = await EventStream.OpenAsync(
            server, "subscription { alertChanged(after: \"1\") { id level dueAt state history { kind actor } } }");

        for (var level = 1; level <= 3; level++)
        {
            server.Clock.Advance(TimeSpan.FromHours(4));
            var alert = (await changes.NextAsync()).Data.At("data.alertChanged");
            Assert.Equal((id, level, "system"), (alert.Text("id"), alert.Number("level"), alert.Text($"history.{level}.actor")));
        }

        var last = await server.QueryAsync("query($id: ID!) { alert(id: $id) { state dueAt } }", new { id });
        Assert.Equal(("OPEN", JsonValueKind.Null), (last.Text("alert.state"), last.At("alert.dueAt").ValueKind));
    }

    private static async Task<TestServer> StartAsync(TemporaryFolder folder)
    {
        var server = await TestServer.StartAsync(folder.Path);
        await server.DeclareAsync(
            [.. Bank.Branches, Bank.Account("A1", "B001"), Bank.Account("A2", "B001-01"), Bank.Account("A3", "B002")]);
        return server;
    }

    private static async Task<string> RaiseAsync(TestServer server, object posting)
    {
        await server.PostAsync(posting);
        var data = await server.QueryAsync("{ alerts(first: 1) { nodes { id } } }");
        return data.Text("alerts.nodes.0.id")!;
    }

    private static async Task<JsonElement> ActAsync(TestServer server, string mutation, object input, string user)
    {
        var type = char.ToUpperInvariant(mutation[0]) + mutation[1..] + "Input!";
        var query = $"mutation($input: {type}) {{ {mutation}(input: $input) {{ alert {{ {Fields} }} errors {{ code message path }} }} }}";
        return (await server.QueryAsync(query, new { input }, user)).At(mutation);
    }

    private static async Task<JsonElement> DecideAsync(TestServer server, string? id, string decision, string user)
    {
        var answer = $"approval {{ id state decidedBy alert {{ {Fields} }} }} errors {{ code path }}";
        var query = $"mutation($input: DecideApprovalInput!) {{ decideApproval(input: $input) {{ {answer} }} }}";
        return (await server.QueryAsync(query, new { input = new { id, decision, reason = "looked at it" } }, user)).At("decideApproval");
    }

    private static (string?, string?, string?) Proposal(JsonElement approval) =>
        (approval.Text("state"), approval.Text("outcome"), approval.Text("proposedBy"));

    private static IReadOnlyList<string?> Accounts(JsonElement data, string list) =>
        [.. data.At($"{list}.nodes").EnumerateArray().Select(alert => alert.Text("account.id"))];
}
