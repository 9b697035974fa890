using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Grains.Queries;
using Monitoring.Silo.Stores;
using Monitoring.Silo.Stores.Verify;

namespace Monitoring.Silo.Tests.Stores;

/// <summary>What every database promises to people who read the books.</summary>
public abstract class BankCompliance : IDisposable
{
    private static readonly LedgerFilter Accounts = new() { Grain = GrainKind.Account };
    private readonly ITestStore _database;
    private readonly Store _store;

    protected BankCompliance(ITestStore database)
    {
        _database = database;
        _store = database.Open();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IJournal Journal => _store.Writer;

    public void Dispose()
    {
        _store.Dispose();
        _database.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Accounts_are_read_by_id_in_the_order_asked()
    {
        var grain = await new TestGrain("A", branch: "B7").OpenAsync(Journal, 50);
        await grain.PostAsync(Journal, "P1", 7, TimeSpan.FromHours(1));
        await new TestGrain("S", GrainKind.SettlementAccount).OpenAsync(Journal);
        await new TestGrain("B7", GrainKind.Branch).OpenAsync(Journal);
        var rows = await _store.Bank.GetLedgersAsync(["S", "none", "A", "B7", "A"], Cancellation);
        Assert.Equal(["S", null, "A", null, "A"], rows.Select(row => row?.Id));
        var expected = new LedgerRow
        {
            Key = grain.Head.Key,
            Id = "A",
            Grain = GrainKind.Account,
            AccountKind = AccountKind.PersonalSavings,
            Branch = "B7",
            Currency = "CNY",
            Balance = 57,
            PostingSequence = 2,
            PostingCount = 1,
            LastMovement = TestGrain.Start.AddHours(1),
            OpenDay = DateOnly.FromDateTime(TestGrain.Start.DateTime),
            OpenAlerts = 0,
            OpenedAt = TestGrain.Start,
            Customer = "C-A",
        };
        Assert.Equal(expected, rows[2]);
        Assert.Equal((SettlementKind.CardClearingPayable, null), (rows[0]!.SettlementKind, rows[0]!.AccountKind));
    }

    [Fact]
    public async Task Pages_of_accounts_show_each_once_while_others_are_opened()
    {
        for (var i = 0; i < 30; i++) await new TestGrain($"A{i * 7 % 30:D2}").OpenAsync(Journal);
        var seen = new List<string>();
        for (string? after = null; ;)
        {
            var page = await _store.Bank.ListLedgersAsync(Accounts, after, 4, Cancellation);
            seen.AddRange(page.Items.Select(row => row.Id));
            if (!page.HasMore) break;
            after = page.Items[^1].Id;
            await new TestGrain("A-" + after).OpenAsync(Journal);
        }

        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"A{i:D2}"), seen.Where(id => !id.StartsWith("A-", StringComparison.Ordinal)));
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public async Task Filters_on_accounts_restrict_lists_and_counts_alike()
    {
        foreach (var (id, branch, currency, balance) in new[]
        {
            ("6217001", "B1", "CNY", 10L), ("6217002", "B2", "CNY", -5), ("6218001", "B1", "USD", 100), ("6", "B3", "CNY", 0),
            ("账户1", "B3", "CNY", 1), ("账户2", "B3", "CNY", 1), ("\uFFFFx", "B3", "CNY", 1), ("6218%_", "B3", "CNY", 1),
        })
        {
            await new TestGrain(id, branch: branch, currency: currency).OpenAsync(Journal, balance);
        }

        await new TestGrain("6219", GrainKind.SettlementAccount, "B1").OpenAsync(Journal);
        var load = await _store.Reader.LoadAsync(GrainKind.Account, "6217001", 1);
        var flagged = new TestGrain("6217001") { Head = load.Head, Balance = 10 };
        await flagged.ChangeAsync(Journal, (AlertSamples.Raised("6217001", AlertRule.Overdrawn), AlertChangeKind.Raised));
        (LedgerFilter Filter, string[] Ids)[] cases =
        [
            (Accounts with { IdPrefix = "6217" }, ["6217001", "6217002"]),
            (Accounts with { IdPrefix = "6218%" }, ["6218%_"]),
            (Accounts with { IdPrefix = "账" }, ["账户1", "账户2"]),
            (Accounts with { IdPrefix = "\uFFFF" }, ["\uFFFFx"]),
            (Accounts with { Branches = ["B1", "B2"], Currency = "CNY" }, ["6217001", "6217002"]),
            (Accounts with { Branches = [] }, []),
            (Accounts with { MinBalance = 10 }, ["6217001", "6218001"]),
            (Accounts with { MaxBalance = 0 }, ["6", "6217002"]),
            (Accounts with { AccountKinds = [AccountKind.Loan] }, []),
            (Accounts with { HasOpenAlerts = true }, ["6217001"]),
            (Accounts with { HasOpenAlerts = false, IdPrefix = "6217" }, ["6217002"]),
            (Accounts with { WithOpenRules = [AlertRule.Overdrawn, AlertRule.Model] }, ["6217001"]),
            (Accounts with { WithOpenRules = [AlertRule.Model] }, []),
            (Accounts with { WithoutOpenRules = [AlertRule.Overdrawn], IdPrefix = "6217" }, ["6217002"]),
            (Accounts with { Grain = GrainKind.SettlementAccount }, ["6219"]),
        ];
        foreach (var (filter, ids) in cases)
        {
            var page = await _store.Bank.ListLedgersAsync(filter, null, 100, Cancellation);
            Assert.Equal(ids, page.Items.Select(row => row.Id));
            Assert.Equal(ids.Length, await _store.Bank.CountLedgersAsync(filter, Cancellation));
        }
    }

    [Fact]
    public async Task Branches_and_their_totals_are_read_with_sums_wider_than_64_bits()
    {
        await new TestGrain("HQ", GrainKind.Branch).OpenAsync(Journal);
        await new TestGrain("B1", GrainKind.Branch).ApplyAsync(Journal, new TestGrain("B1", GrainKind.Branch).Opening(parent: "HQ"));
        Assert.Equal(
            [new BranchRow("B1", "HQ", "Branch B1"), new BranchRow("HQ", null, "Branch HQ")],
            await _store.Bank.ListBranchesAsync(Cancellation));
        for (var i = 0; i < 5; i++) await new TestGrain("A" + i).OpenAsync(Journal, long.MaxValue - i);
        await new TestGrain("L").OpenAsync(Journal, -3);
        var settlement = await new TestGrain("S", GrainKind.SettlementAccount).OpenAsync(Journal);
        await settlement.PostAsync(Journal, "P1", 40);
        await settlement.PostAsync(Journal, "P2", -15);
        await settlement.PostAsync(Journal, "P3", -1, TimeSpan.FromDays(1));
        var day = DateOnly.FromDateTime(TestGrain.Start.DateTime);
        var rows = await _store.Bank.GetBranchTotalsAsync(["B1"], day, Cancellation);
        Assert.Equal(
            [
                new BranchTotalRow(
                    "B1", "CNY", GrainKind.Account, AccountKind.PersonalSavings, null, ((Int128)long.MaxValue * 5) - 13, 6, 0, 0),
                new BranchTotalRow("B1", "CNY", GrainKind.SettlementAccount, null, SettlementKind.CardClearingPayable, 24, 1, 15, 40),
            ],
            rows);
        Assert.Empty(await _store.Bank.GetBranchTotalsAsync(["B2"], day, Cancellation));
        Assert.Equal(new StoreTotals(3, 6, 1, 0), await _store.Bank.GetTotalsAsync(Cancellation));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Negative_totals_come_back_as_they_are()
    {
        var random = new Random(5);
        var expected = Int128.Zero;
        for (var i = 0; i < 50; i++)
        {
            var balance = random.NextInt64(long.MinValue, long.MaxValue / 4);
            expected += balance;
            await new TestGrain("A" + i).OpenAsync(Journal, balance);
            var row = Assert.Single(await _store.Bank.GetBranchTotalsAsync(null, DateOnly.MinValue.AddDays(1), Cancellation));
            Assert.Equal(expected, row.Balance);
        }
    }

    [Fact]
    public async Task Postings_are_listed_newest_first_page_by_page_without_other_entries()
    {
        var grain = await new TestGrain("A").OpenAsync(Journal);
        for (var i = 0; i < 40; i++)
        {
            await grain.PostAsync(Journal, TestGrain.PostingId(i), i + 1);
            if (i % 3 == 0) await grain.ChangeAsync(Journal, (AlertSamples.Raised("A", AlertRule.Model, i), AlertChangeKind.Raised));
        }

        var amounts = new List<long>();
        for (long? before = null; ;)
        {
            var page = await _store.Bank.ListPostingsAsync("A", before, 7, Cancellation);
            amounts.AddRange(page.Items.Select(entry => entry.Entry.Amount));
            if (!page.HasMore) break;
            before = page.Items[^1].Sequence;
            await grain.PostAsync(Journal, "new" + before, 1_000);
        }

        Assert.Equal(Enumerable.Range(1, 40).Reverse().Select(i => (long)i), amounts);
        Assert.Empty((await _store.Bank.ListPostingsAsync("none", null, 5, Cancellation)).Items);
        Assert.Empty((await _store.Bank.ListPostingsAsync("A", 1, 5, Cancellation)).Items);
        var entries = await _store.Bank.GetEntriesAsync("A", [5, 1_000, 2, 30, 0, 5], Cancellation);
        Assert.Equal([5L, null, 2L, 30L, null, 5L], entries.Select(entry => entry?.Sequence));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_balance_at_an_instant_is_the_opening_balance_plus_what_was_booked_up_to_it(int seed)
    {
        var random = new Random(seed);
        var grain = await new TestGrain("A").OpenAsync(Journal, 1_000);
        var booked = new List<(TimeSpan At, long Amount)>();
        for (var i = 0; i < 120; i++)
        {
            var at = TimeSpan.FromMinutes(random.Next(4) == 0 ? random.Next(0, 200) : i * 2);
            var amount = random.Next(-50, 100);
            booked.Add((at, amount));
            await grain.PostAsync(Journal, TestGrain.PostingId(i), amount, at);
        }

        for (var minute = -1; minute < 260; minute++)
        {
            var at = TimeSpan.FromMinutes(minute);
            var expected = 1_000 + booked.Where(posting => posting.At <= at).Sum(posting => posting.Amount);
            Assert.Equal(expected, await _store.Bank.GetBalanceAtAsync("A", TestGrain.Start + at, Cancellation));
        }

        Assert.Null(await _store.Bank.GetBalanceAtAsync("none", TestGrain.Start, Cancellation));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Open_items_are_listed_oldest_first_with_the_trace_as_sent()
    {
        var grain = await new TestGrain("S", GrainKind.SettlementAccount).OpenAsync(Journal);
        for (var i = 0; i < 6; i++)
        {
            var plain = grain.Posting(TestGrain.PostingId(i), 100);
            var cleared = i == 4 ? plain.Head.Sequence + 1 : 0;
            await grain.ApplyAsync(Journal, new GrainCommit
            {
                Kind = plain.Kind,
                Id = plain.Id,
                Head = plain.Head,
                Entries = plain.Entries,
                Columns = plain.Columns,
                Items = [new SettlementItemEntry(plain.Head.Sequence + 1, "000" + i, 100, TestGrain.Start.UtcTicks, 480, cleared)],
            });
        }

        var page = await _store.Bank.ListOpenItemsAsync("S", 2, 3, Cancellation);
        Assert.True(page.HasMore);
        Assert.Equal(["0001", "0002", "0003"], page.Items.Select(item => item.Trace));
        Assert.Equal((TestGrain.Start, TimeSpan.FromHours(8)), (page.Items[0].BookedAt, page.Items[0].BookedAt.Offset));
        Assert.Equal(5, await _store.Bank.CountOpenItemsAsync("S", Cancellation));
    }

    [Fact]
    public async Task Open_days_and_corporate_accounts_are_found_for_the_end_of_a_day()
    {
        foreach (var (id, days) in new[] { ("A1", 0), ("A2", 1), ("A3", 2) })
        {
            var grain = await new TestGrain(id).OpenAsync(Journal);
            await grain.PostAsync(Journal, "P" + id, 1, TimeSpan.FromDays(days));
        }

        await (await new TestGrain("S1", GrainKind.SettlementAccount).OpenAsync(Journal)).PostAsync(Journal, "PS", 1);
        await Journal.CommitAsync(new TestGrain("C1").Opening(0, AccountKind.CorporateCurrent));
        var date = DateOnly.FromDateTime(TestGrain.Start.DateTime).AddDays(1);
        Assert.Equal(["A1", "A2", "S1"], (await _store.Bank.ListAsync(date, false, "", 10, Cancellation)).Select(account => account.Id));
        Assert.Equal(
            [new OpenDayAccount("C1", false), new OpenDayAccount("S1", true)],
            await _store.Bank.ListAsync(date, true, "A2", 2, Cancellation));
    }

    private async Task AssertSoundAsync()
    {
        var report = await new StoreVerifier(_store.Pool).VerifyAsync(Cancellation);
        Assert.Empty(report.Findings);
        Assert.True(report.IsSound);
    }
}
