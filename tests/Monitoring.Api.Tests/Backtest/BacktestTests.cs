using System.Security.Cryptography;
using Monitoring.Api.Tests.Support;
using Monitoring.Contracts.Alert;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using Monitoring.Models.Backtest;
using Monitoring.Models.Replay;
using Monitoring.Silo.Stores;

namespace Monitoring.Api.Tests.Backtest;

/// <summary>A running platform's own journal through candidate rules.</summary>
public sealed class BacktestTests
{
    private static readonly DateOnly Day = DateOnly.FromDateTime(TestServer.Start.DateTime);

    [Fact]
    public async Task The_rules_that_are_live_raise_the_alerts_that_were_live()
    {
        using var folder = new TemporaryFolder();
        await LiveAsync(folder);

        var (live, candidate) = Replay(folder.Path, new DetectionParameters());

        Assert.Equal(4, live.Raised.Count);
        Assert.Equal(live.Raised.Select(alert => alert.Id.Value).Order(), candidate.Select(alert => alert.Id.Value).Order());
    }

    [Fact]
    public async Task Other_rules_show_what_would_be_gone_and_what_people_thought_of_it()
    {
        using var folder = new TemporaryFolder();
        await LiveAsync(folder);
        var file = Path.Combine(folder.Path, "candidate.json");
        const string Candidate = """{ "Detection": { "Overdrawn": { "Enabled": false } } }""";
        await File.WriteAllTextAsync(file, Candidate, TestContext.Current.CancellationToken);

        var (live, candidate) = Replay(folder.Path, CandidateRules.Read(file));
        var output = new StringWriter();
        new BacktestReport(live.Raised, candidate, live.Truth(), Day, Day).Write(output, daily: true);

        var text = output.ToString();
        Assert.Contains("| Overdrawn | 3 | 0 | 0 | 3 | 0 |", text, StringComparison.Ordinal);
        Assert.Contains("| BalanceBreak | 1 | 1 | 1 | 0 | 0 |", text, StringComparison.Ordinal);
        Assert.Contains("| 2026-11-20 | 4 | 1 |", text, StringComparison.Ordinal);
        Assert.Contains("50.0 % of 2 | –", text, StringComparison.Ordinal);
        Assert.Contains("recall, of 1 known troubles | 100.0 % | 0.0 % |", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_keeps_every_byte()
    {
        using var folder = new TemporaryFolder();
        await LiveAsync(folder);
        var before = Hashes(folder.Path);

        Replay(folder.Path, new DetectionParameters());

        Assert.Equal(before, Hashes(folder.Path));
    }

    [Fact]
    public async Task A_running_server_is_looked_at_without_being_held_up()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        await server.PostAsync(Bank.Posting("A1", -5_000));

        var (live, candidate) = Replay(folder.Path, new DetectionParameters());
        await server.PostAsync(Bank.Posting("A2", -5_000));

        Assert.Equal(Assert.Single(live.Raised).Id, Assert.Single(candidate).Id);
        Assert.Equal(2, Replay(folder.Path, new DetectionParameters()).Live.Raised.Count);
    }

    [Fact]
    public async Task What_people_decided_becomes_rows_to_train_on()
    {
        using var folder = new TemporaryFolder();
        await LiveAsync(folder);
        using var journal = JournalHistory.OpenSqlite(folder.Path);

        var dispositions = Dispositions.Of(new DatabaseHistory(journal), RulesWith(new DetectionParameters()));
        var file = Path.Combine(folder.Path, "dispositions.ndjson");
        await using (var stream = File.Create(file)) dispositions.Write(stream);
        var rows = Dispositions.Read(file);

        Assert.Equal(2, rows.Count);
        Assert.Equal(("A1", true), (rows.TruthOf(0).Group, rows.TruthOf(0).Positive));
        Assert.Equal(("A2", false), (rows.TruthOf(1).Group, rows.TruthOf(1).Positive));
        Assert.Equal(TestServer.Start.AddHours(-2).UtcTicks, rows.TruthOf(0).At);
        // As of the posting that raised the alert, not of the credit that came after it.
        Assert.All(dispositions.All, one => Assert.Equal(0, one.Features[(int)Domain.Model.Feature.IsCredit]));
    }

    [Fact]
    public void A_folder_without_a_database_is_refused()
    {
        using var folder = new TemporaryFolder();

        Assert.Throws<StoreException>(() => JournalHistory.OpenSqlite(folder.Path));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static async Task<TestServer> StartAsync(TemporaryFolder folder)
    {
        var server = await TestServer.StartAsync(folder.Path);
        await server.DeclareAsync([.. Bank.Branches, .. Enumerable.Range(1, 4).Select(i => Bank.Account($"A{i}", "B001"))]);
        return server;
    }

    /// <summary>Three overdrafts, of which people confirm one and dismiss another, and a balance that does not fit.</summary>
    private static async Task LiveAsync(TemporaryFolder folder)
    {
        await using var server = await StartAsync(folder);
        var at = TestServer.Start.AddHours(-2);
        foreach (var account in (string[])["A1", "A2", "A3"])
        {
            await server.PostAsync(Bank.Posting(account, -5_000, bookedAt: at), Bank.Posting(account, 9_000, bookedAt: at.AddMinutes(5)));
        }

        await server.PostAsync(Bank.Posting("A4", 100, balanceAfter: 999, bookedAt: at));
        await CloseAsync(server, "A1", "CONFIRMED");
        await CloseAsync(server, "A2", "FALSE_POSITIVE");
    }

    private static async Task CloseAsync(TestServer server, string account, string outcome)
    {
        var found = await server.QueryAsync("{ alerts { nodes { id account { id } } } }");
        var alert = found.At("alerts.nodes").EnumerateArray().Single(node => node.Text("account.id") == account);
        const string Mutation =
            "mutation($input: CloseAlertInput!) { closeAlert(input: $input) { alert { state } errors { code } } }";
        var answer = await server.QueryAsync(Mutation, new { input = new { id = alert.Text("id"), outcome, note = "looked at" } }, "li.si");
        Assert.Equal("CLOSED", answer.Text("closeAlert.alert.state"));
    }

    private static (LiveAlerts Live, IReadOnlyList<RaisedAlert> Candidate) Replay(string folder, DetectionParameters parameters)
    {
        using var journal = JournalHistory.OpenSqlite(folder);
        var live = new LiveAlerts();
        var collector = new AlertCollector();
        LaneReplay.Run(new DatabaseHistory(journal) { Live = live.Take }, RulesWith(parameters), 1, _ => collector, () => null);
        return (live, collector.Raised);
    }

    private static LedgerRules RulesWith(DetectionParameters parameters) => BankRules.With(parameters);

    private static Dictionary<string, string> Hashes(string folder) => Directory.EnumerateFiles(folder, "*.db")
        .ToDictionary(file => file, file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))), StringComparer.Ordinal);
}
