using System.Text.Json;
using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Grains.Journal;
using Monitoring.Grains.Queries;
using Monitoring.Grains.Tests.Support;

namespace Monitoring.Grains.Tests.Grain;

/// <summary>What goes to a grain and comes back is whole, whether it crosses a process or not.</summary>
public sealed class CallTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_command_reaches_the_grain_and_the_alert_comes_back_as_the_store_has_it()
    {
        await using var bank = await Bank.OpenAsync(_folder.Path);
        await bank.Account("A").PostAsync([Postings.Of("p1", "A", 100), Postings.Of("p2", "A", -700)]);
        var raised = Assert.Single((await AlertsAsync(bank)).Items).Record;
        Assert.NotEmpty(raised.Reasons);
        Assert.NotEmpty(raised.Evidence);
        AlertCommand[] commands =
        [
            new AcknowledgeAlert(raised.Id, "li.si", "seen"),
            new AssignAlert(raised.Id, "li.si", null, "wang.wu"),
            new EscalateAlert(raised.Id, "li.si", "help", 2),
            new CloseAlert(raised.Id, "wang.wu", "known", AlertOutcome.Explained) { IfVersion = 4 },
        ];
        foreach (var command in commands)
        {
            var outcome = await bank.Account("A").HandleAsync(command);
            Assert.Null(outcome.Code);
            Assert.Equal(Json(Assert.Single((await AlertsAsync(bank)).Items).Record), Json(outcome.Alert));
        }

        var late = await bank.Account("A").HandleAsync(new DecideClose(raised.Id, "zhao.liu", "fine", Approve: true));
        Assert.Equal(AlertCodes.NotFound, late.Code);
        Assert.Equal(AlertState.Closed, Assert.Single((await AlertsAsync(bank)).Items).Record.State);
        var history = Assert.Single(await bank.Alerts.GetHistoryAsync([raised.Id], CancellationToken.None));
        Assert.Equal(["seen", null, "help", "known"], history.Skip(1).Select(change => change.Note));
        Assert.Equal(["li.si", "li.si", "li.si", "wang.wu"], history.Skip(1).Select(change => change.Actor));
    }

    [Fact]
    public async Task Of_calls_that_are_decided_together_only_the_posting_that_cannot_be_decided_fails()
    {
        await using var bank = await Bank.OpenAsync(_folder.Path);
        var grain = bank.Account("A");
        await grain.PostAsync([Postings.Of("p0", "A", 1)]);
        Posting broken = null!;
        // While the first is on its way to the disk the others are queued, and then decided together.
        var calls = new[]
        {
            grain.PostAsync([Postings.Of("p1", "A", 10)]),
            grain.PostAsync([Postings.Of("p2", "A", 100)]),
            grain.PostAsync([Postings.Of("p3", "A", 1_000), broken, Postings.Of("p4", "A", 10_000)]),
            grain.PostAsync([Postings.Of("p5", "A", 100_000)]),
        };
        await Assert.ThrowsAnyAsync<Exception>(() => calls[2]);

        // Calls that are made at once come in any order.
        foreach (var call in new[] { calls[0], calls[1], calls[3] }) Assert.Equal(PostingVerdict.Accepted, Assert.Single(await call).Verdict);
        Assert.Equal(111_111, (await grain.GetFiguresAsync())!.Balance);
        var again = await grain.PostAsync([Postings.Of("p3", "A", 1_000), Postings.Of("p4", "A", 10_000)]);
        Assert.All(again, static outcome => Assert.Equal(PostingVerdict.Duplicate, outcome.Verdict));
    }

    [Fact]
    public async Task A_declared_account_and_all_fields_of_a_posting_come_through()
    {
        await using var bank = await Bank.OpenAsync(_folder.Path);
        var reference = new AccountReference
        {
            Id = "A",
            Branch = "B001",
            Kind = AccountKind.CorporateCurrent,
            Currency = "CNY",
            OpenedAt = new DateTimeOffset(2020, 1, 5, 9, 0, 0, TimeSpan.FromHours(8)),
            OpenedBy = OpenedBy.Marketed,
            OpeningBalance = 70,
            Customer = "C-17",
            DeclaredCounterparties = ["6217000000000777", "6217000000000778"],
            OwnerStaff = "T01",
            RelatedStaff = ["T02"],
        };
        Assert.True((await bank.Account("A").DeclareAsync(reference)).Changed);
        var posting = Postings.Of("p1", "A", -30, counterparty: "6217000000000777", trace: "001209", balanceAfter: 40) with
        {
            CounterpartyName = "some shop",
            Teller = "T07",
            ValueDate = new DateOnly(2026, 3, 3),
            Narrative = "three lines",
        };
        posting = posting with { ContentHash = PostingContent.Hash(posting) };
        Assert.Equal(40, (await bank.Account("A").PostAsync([posting]))[0].Balance);
        Assert.Equal(PostingVerdict.Duplicate, (await bank.Account("A").PostAsync([posting]))[0].Verdict);
        var figures = await bank.Account("A").GetFiguresAsync();
        Assert.Equal(Json(reference), Json(figures!.Account));
        Assert.Equal(posting.BookedAt, figures.LastMovement);
        Assert.NotEmpty(figures.MonthAverages);
        var stored = Assert.Single((await bank.Reader.ListPostingsAsync("A", null, 10, CancellationToken.None)).Items);
        Assert.Equal(Json(posting), Json(((Posted)JournalCodec.Decode(stored, "A")).Posting));
    }

    private static ValueTask<Page<AlertRow>> AlertsAsync(Bank bank) =>
        bank.Alerts.ListAlertsAsync(new AlertFilter(), AlertOrder.RaisedAtDescending, null, 10, CancellationToken.None);

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);
}
