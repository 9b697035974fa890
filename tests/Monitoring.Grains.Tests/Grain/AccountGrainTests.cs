using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Grains.Grain;
using Monitoring.Grains.Queries;
using Monitoring.Grains.Tests.Support;

namespace Monitoring.Grains.Tests.Grain;

public sealed class AccountGrainTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_posting_opens_an_unknown_account_and_is_answered_with_the_balance()
    {
        await using var bank = await Bank.OpenAsync(_folder.Path);
        var outcome = Assert.Single(await bank.Account("A").PostAsync([Postings.Of("p1", "A", 500, balanceAfter: 1_500)]));
        Assert.Equal(PostingVerdict.Accepted, outcome.Verdict);
        Assert.Equal(1_500, outcome.Balance);
        var row = Assert.Single(await bank.Reader.GetLedgersAsync(["A"], CancellationToken.None));
        Assert.Equal((1_500, "B001", AccountKind.PersonalSavings), (row!.Balance, row.Branch, row.AccountKind));
    }

    [Fact]
    public async Task An_unknown_account_is_rejected_when_so_configured_and_leaves_nothing_behind()
    {
        await using var bank = await Bank.OpenAsync(_folder.Path, openUnknown: false);
        var outcome = Assert.Single(await bank.Account("A").PostAsync([Postings.Of("p1", "A", 500)]));
        Assert.Equal(FeedCodes.UnknownAccount, outcome.Code);
        Assert.Null(Assert.Single(await bank.Reader.GetLedgersAsync(["A"], CancellationToken.None)));
    }

    [Fact]
    public async Task The_same_posting_again_counts_once_and_another_content_is_a_conflict()
    {
        await using var bank = await Bank.OpenAsync(_folder.Path);
        var posting = Postings.Of("p1", "A", 500);
        var inOneCall = await bank.Account("A").PostAsync([posting, posting, Postings.Of("p1", "A", 600)]);
        Assert.Equal([PostingVerdict.Accepted, PostingVerdict.Duplicate, PostingVerdict.Rejected], inOneCall.Select(outcome => outcome.Verdict));
        var later = await bank.Account("A").PostAsync([posting, Postings.Of("p1", "A", 600)]);
        Assert.Equal([PostingVerdict.Duplicate, PostingVerdict.Rejected], later.Select(outcome => outcome.Verdict));
        Assert.Equal(FeedCodes.PostingConflict, later[1].Code);
        Assert.Equal(500, later[1].Balance);
    }

    [Fact]
    public async Task The_same_id_on_two_accounts_at_once_counts_on_one_of_them()
    {
        await using var bank = await Bank.OpenAsync(_folder.Path);
        var tasks = Enumerable.Range(0, 20).SelectMany(round => new[] { "A", "B" }.Select(
            account => bank.Account(account).PostAsync([Postings.Of($"p{round}", account, 100)])));
        var outcomes = (await Task.WhenAll(tasks)).SelectMany(answer => answer).ToArray();
        Assert.Equal(20, outcomes.Count(outcome => outcome.Verdict == PostingVerdict.Accepted));
        Assert.All(outcomes.Where(outcome => outcome.Verdict != PostingVerdict.Accepted), outcome => Assert.Equal(FeedCodes.PostingConflict, outcome.Code));
        var rows = await bank.Reader.GetLedgersAsync(["A", "B"], CancellationToken.None);
        Assert.Equal(2_000, rows.Sum(row => row?.Balance ?? 0));
    }

    [Fact]
    public async Task State_alerts_and_figures_survive_a_restart()
    {
        var before = default(Contracts.Grain.LedgerFigures);
        await using (var bank = await Bank.OpenAsync(_folder.Path))
        {
            for (var i = 0; i < 200; i++)
            {
                await bank.Account("A").PostAsync([Postings.Of($"p{i}", "A", i % 3 == 0 ? -700 : 300, Postings.Start.AddHours(i), counterparty: $"C{i % 50}")]);
            }

            before = await bank.Account("A").GetFiguresAsync();
        }

        await using (var bank = await Bank.OpenAsync(_folder.Path))
        {
            var after = await bank.Account("A").GetFiguresAsync();
            Assert.Equal(before! with { MonthAverages = [], Account = null }, after! with { MonthAverages = [], Account = null });
            Assert.Equal(before.MonthAverages, after.MonthAverages);
            Assert.Equal(200, after.PostingCount);
            var alert = Assert.Single((await bank.Alerts.ListAlertsAsync(new AlertFilter(), AlertOrder.RaisedAtDescending, null, 10, CancellationToken.None)).Items);
            Assert.Equal(AlertRule.Overdrawn, alert.Record.Rule);
        }
    }

    [Fact]
    public async Task A_reversal_undoes_its_target_once()
    {
        await using var bank = await Bank.OpenAsync(_folder.Path);
        var account = bank.Account("A");
        await account.PostAsync([Postings.Of("p1", "A", 900), Postings.Of("p2", "A", -400)]);
        var outcomes = await account.PostAsync(
        [
            Postings.Of("r0", "A", 5, reversalOf: "nobody"),
            Postings.Of("r1", "A", 300, reversalOf: "p2"),
            Postings.Of("r2", "A", 400, reversalOf: "p2"),
            Postings.Of("r3", "A", 400, reversalOf: "p2"),
        ]);
        Assert.Equal([FeedCodes.ReversalTargetUnknown, FeedCodes.ReversalMismatch, null, FeedCodes.AlreadyReversed], outcomes.Select(outcome => outcome.Code));
        Assert.Equal(900, outcomes[^1].Balance);
        var later = await account.PostAsync([Postings.Of("r4", "A", 400, reversalOf: "p2")]);
        Assert.Equal(FeedCodes.AlreadyReversed, later[0].Code);
        var elsewhere = await bank.Account("B").PostAsync([Postings.Of("r5", "B", -900, reversalOf: "p1")]);
        Assert.Equal(FeedCodes.ReversalMismatch, elsewhere[0].Code);
        var figures = await account.GetFiguresAsync();
        Assert.Equal(new Contracts.Grain.FlowTotals(0, 900, 0, 1), figures!.DayFlows);
    }

    [Fact]
    public async Task A_move_to_another_branch_moves_the_balance_and_the_count_in_one_commit()
    {
        await using var bank = await Bank.OpenAsync(_folder.Path);
        var reference = new AccountReference { Id = "A", Branch = "B001", Kind = AccountKind.CorporateCurrent, Currency = "CNY", OpeningBalance = 70 };
        await bank.Account("A").DeclareAsync(reference);
        await bank.Account("A").PostAsync([Postings.Of("p1", "A", 30)]);
        await bank.Account("A").DeclareAsync(reference with { Branch = "B002", OpeningBalance = null });
        var totals = await bank.Reader.GetBranchTotalsAsync(null, new DateOnly(2026, 3, 2), CancellationToken.None);
        Assert.Equal((Int128)0, totals.Where(total => total.Branch == "B001").Aggregate((Int128)0, (sum, total) => sum + total.Balance));
        var there = Assert.Single(totals, total => total.Branch == "B002");
        Assert.Equal(((Int128)100, 1L), (there.Balance, there.Accounts));
        Assert.Equal(0, totals.Where(total => total.Branch == "B001").Sum(total => total.Accounts));
    }

    [Fact]
    public async Task An_id_cannot_be_an_account_and_a_settlement_account()
    {
        await using var bank = await Bank.OpenAsync(_folder.Path);
        var settlement = bank.Grains.GetGrain<ISettlementAccountGrain>("S");
        await settlement.DeclareAsync(new SettlementReference { Id = "S", Branch = "B001", Kind = SettlementKind.Nostro, Currency = "CNY" });
        var declared = await bank.Account("S").DeclareAsync(new AccountReference { Id = "S", Branch = "B001", Kind = AccountKind.Internal, Currency = "CNY" });
        Assert.Equal(FeedCodes.KindConflict, declared.Code);
        Assert.Equal(FeedCodes.KindConflict, (await bank.Account("S").PostAsync([Postings.Of("p1", "S", 5)]))[0].Code);
    }

    [Fact]
    public async Task An_account_that_woke_before_its_id_became_a_settlement_account_never_writes_to_it()
    {
        await using var bank = await Bank.OpenAsync(_folder.Path, openUnknown: false);
        Assert.Equal(FeedCodes.UnknownAccount, (await bank.Account("S").PostAsync([Postings.Of("p1", "S", 5)]))[0].Code);
        var settlement = bank.Grains.GetGrain<ISettlementAccountGrain>("S");
        await settlement.DeclareAsync(new SettlementReference { Id = "S", Branch = "B001", Kind = SettlementKind.Nostro, Currency = "CNY" });
        var declared = await bank.Account("S").DeclareAsync(new AccountReference { Id = "S", Branch = "B001", Kind = AccountKind.Internal, Currency = "CNY" });
        Assert.Equal(FeedCodes.KindConflict, declared.Code);
        Assert.Equal(PostingVerdict.Accepted, (await settlement.PostAsync([Postings.Of("p1", "S", 5)]))[0].Verdict);
        Assert.Null((await settlement.GetFiguresAsync())!.Account);
    }

    [Fact]
    public async Task An_account_and_a_settlement_account_declared_at_once_under_one_id_end_as_one_of_them()
    {
        await using var bank = await Bank.OpenAsync(_folder.Path);
        for (var round = 0; round < 20; round++)
        {
            var id = $"X{round}";
            var posted = bank.Account(id).PostAsync([Postings.Of($"p{round}", id, 5)]);
            var declared = bank.Grains.GetGrain<ISettlementAccountGrain>(id)
                .DeclareAsync(new SettlementReference { Id = id, Branch = "B001", Kind = SettlementKind.Nostro, Currency = "CNY" });
            var accepted = (await posted)[0].Verdict == PostingVerdict.Accepted;
            Assert.NotEqual(accepted, !(await declared).IsRejected);
        }
    }

    [Fact]
    public async Task Items_of_a_settlement_account_open_and_clear_by_trace()
    {
        await using var bank = await Bank.OpenAsync(_folder.Path);
        var settlement = bank.Grains.GetGrain<ISettlementAccountGrain>("S");
        await settlement.DeclareAsync(new SettlementReference { Id = "S", Branch = "B001", Kind = SettlementKind.CardClearingPayable, Currency = "CNY" });
        await settlement.PostAsync([Postings.Of("p1", "S", 100, trace: "001209"), Postings.Of("p2", "S", 200, trace: "001210")]);
        await settlement.PostAsync([Postings.Of("p3", "S", -100, trace: "1209")]);
        var open = await bank.Reader.ListOpenItemsAsync("S", 0, 10, CancellationToken.None);
        Assert.Equal("001210", Assert.Single(open.Items).Trace);
        Assert.Equal(200, (await settlement.GetFiguresAsync())!.Balance);
    }

    [Fact]
    public async Task Many_callers_of_one_account_share_commits_and_lose_nothing()
    {
        await using var bank = await Bank.OpenAsync(_folder.Path);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 2_000).Select(i => bank.Account("HOT").PostAsync([Postings.Of($"p{i}", "HOT", 1)])));
        Assert.All(outcomes, outcome => Assert.Equal(PostingVerdict.Accepted, outcome[0].Verdict));
        Assert.Equal(2_000, (await bank.Account("HOT").GetFiguresAsync())!.Balance);
    }

    [Fact]
    public async Task Accounts_that_are_put_away_come_back_the_same()
    {
        await using var bank = await Bank.OpenAsync(_folder.Path, maxActiveGrains: 4);
        for (var round = 0; round < 20; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 40).Select(i => bank.Account($"A{i}").PostAsync([Postings.Of($"p{round}-{i}", $"A{i}", i + 1)])));
            if (round % 5 == 4) await bank.PutAwayAsync();
        }

        for (var i = 0; i < 40; i++)
        {
            Assert.Equal(20 * (i + 1), (await bank.Account($"A{i}").GetFiguresAsync())!.Balance);
        }
    }
}
