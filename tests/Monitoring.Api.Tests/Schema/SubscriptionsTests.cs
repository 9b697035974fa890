using System.Globalization;
using Monitoring.Api.Tests.Support;

namespace Monitoring.Api.Tests.Schema;

public sealed class SubscriptionsTests
{
    [Fact]
    public async Task A_watcher_sees_an_alert_as_it_is_raised_and_each_of_its_changes()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        await using var raised = await EventStream.OpenAsync(
            server, "subscription { alertRaised(after: \"0\") { id rule cursor account { id balance } } }");
        await using var changed = await EventStream.OpenAsync(
            server, "subscription { alertChanged(after: \"0\") { id state version cursor } }");

        await server.PostAsync(Bank.Posting("A1", -5_000));

        var (eventId, first) = await raised.NextAsync();
        Assert.Equal(("OVERDRAWN", -5_000), (first.Text("data.alertRaised.rule"), first.Number("data.alertRaised.account.balance")));
        Assert.Equal(first.Text("data.alertRaised.cursor"), eventId);
        var id = first.Text("data.alertRaised.id");
        Assert.Equal("OPEN", (await changed.NextAsync()).Data.Text("data.alertChanged.state"));
        await server.QueryAsync("mutation($id: ID!) { acknowledgeAlert(input: { id: $id }) { errors { code } } }", new { id });
        var second = (await changed.NextAsync()).Data.At("data.alertChanged");
        Assert.Equal((id, "ACKNOWLEDGED", 2), (second.Text("id"), second.Text("state"), second.Number("version")));
    }

    [Fact]
    public async Task A_watcher_who_was_away_first_gets_what_it_missed_also_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        string? seen;
        await using (var server = await StartAsync(folder))
        {
            await server.PostAsync(Bank.Posting("A1", -1));
            seen = (await server.QueryAsync("{ system { alertCursor } }")).Text("system.alertCursor");
            await server.PostAsync(Bank.Posting("A2", -2), Bank.Posting("A3", -3));
        }

        await using var back = await TestServer.StartAsync(folder.Path);
        await using var watch = await EventStream.OpenAsync(
            back, $"subscription {{ alertRaised(after: \"{seen}\") {{ account {{ id }} }} }}");
        string?[] missed = [await AccountAsync(watch), await AccountAsync(watch)];
        await back.PostAsync(Bank.Posting("A4", -4));

        Assert.Equal(["A2", "A3"], missed.Order());
        Assert.Equal("A4", await AccountAsync(watch));
    }

    [Fact]
    public async Task The_id_of_the_last_event_resumes_a_broken_stream()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        const string query = "subscription { alertRaised(after: \"0\") { account { id } } }";
        string? last;
        await using (var watch = await EventStream.OpenAsync(server, query))
        {
            await server.PostAsync(Bank.Posting("A1", -1));
            last = (await watch.NextAsync()).Id;
        }

        await server.PostAsync(Bank.Posting("A2", -2));

        await using var again = await EventStream.OpenAsync(server, query, lastEventId: last);
        Assert.Equal("A2", await AccountAsync(again));
    }

    [Fact]
    public async Task A_watcher_of_a_branch_sees_what_lies_below_it_and_of_the_severity_asked_for()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        await using var branch = await EventStream.OpenAsync(
            server, "subscription { alertRaised(branch: \"B001\", after: \"0\") { account { id } } }");
        await using var severe = await EventStream.OpenAsync(
            server, "subscription { alertRaised(minSeverity: HIGH, after: \"0\") { account { id } } }");

        await server.PostAsync(Bank.Posting("A3", -3));
        await server.PostAsync(Bank.Posting("A2", -2));
        await server.PostAsync(Bank.Posting("A4", 4, balanceAfter: 44));

        Assert.Equal("A2", await AccountAsync(branch));
        Assert.Equal("A4", await AccountAsync(severe));
    }

    [Fact]
    public async Task A_cursor_from_another_life_of_the_data_is_refused_instead_of_waiting_for_ever()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        await using var watch = await EventStream.OpenAsync(server, "subscription { alertRaised(after: \"999\") { id } }");

        var (_, answer) = await watch.NextAsync();

        Assert.Equal("CURSOR_AHEAD", answer.Text("errors.0.extensions.code"));
    }

    [Fact]
    public async Task A_watcher_far_behind_catches_up_with_every_alert_once_and_in_order()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(folder.Path);
        const int count = 1_500;
        await server.PostAsync([.. Enumerable.Range(0, count).Select(i => Bank.Posting($"N{i}", -1))]);

        await using var watch = await EventStream.OpenAsync(server, "subscription { alertRaised(after: \"0\") { cursor account { id } } }");
        var seen = new List<(long Cursor, string? Account)>();
        while (seen.Count < count)
        {
            var (_, answer) = await watch.NextAsync();
            var alert = answer.At("data.alertRaised");
            seen.Add((long.Parse(alert.Text("cursor")!, CultureInfo.InvariantCulture), alert.Text("account.id")));
        }

        Assert.Equal(count, seen.Select(alert => alert.Account).Distinct().Count());
        Assert.Equal(seen.Select(alert => alert.Cursor).Order(), seen.Select(alert => alert.Cursor));
    }

    private static async Task<TestServer> StartAsync(TemporaryFolder folder)
    {
        var server = await TestServer.StartAsync(folder.Path);
        await server.DeclareAsync(
        [
            .. Bank.Branches,
            Bank.Account("A1", "B001"),
            Bank.Account("A2", "B001-01"),
            Bank.Account("A3", "B002"),
            Bank.Account("A4", "HQ"),
        ]);
        return server;
    }

    private static async Task<string?> AccountAsync(EventStream watch) =>
        (await watch.NextAsync()).Data.Text("data.alertRaised.account.id");
}
