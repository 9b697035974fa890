using System.Globalization;
using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Grains.Queries;
using Monitoring.Silo.Stores.Verify;
using Monitoring.Simulation.Engine;
using Monitoring.Simulation.Platform;
using Monitoring.Simulation.Workload;

namespace Monitoring.Simulation.Audit;

/// <summary>Holds the store against the auditor's books.</summary>
internal sealed class FinalAudit(PlatformProcess process, Bank bank, Books books, Sightings sightings)
{
    private readonly Dictionary<string, (string Account, long Amount)> _journalled = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, IReadOnlyList<(StoredEntry Stored, LedgerEvent Event)>> _journals = new(StringComparer.Ordinal);

    /// <summary>All journals, by account.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<(StoredEntry Stored, LedgerEvent Event)>> Journals => _journals;

    /// <summary>Number of changes of alerts.</summary>
    public int Changes { get; private set; }

    public async Task RunAsync()
    {
        foreach (var account in bank.Accounts.Concat(bank.Strangers)) await ReadJournalAsync(account);
        CheckPostings();
        await CheckFiguresAsync();
        await CheckBalancesAsync();
        await CheckAlertsAsync();
        var report = await new StoreVerifier(process.Store.Pool).VerifyAsync(CancellationToken.None);
        Require(report.IsSound, "the store is sound", string.Join("; ", report.Findings));
    }

    private static void Require(bool holds, string invariant, FormattableString details)
    {
        if (!holds) throw new ViolationException(invariant, details.ToString(CultureInfo.InvariantCulture));
    }

    private static void Require(bool holds, string invariant, string details)
    {
        if (!holds) throw new ViolationException(invariant, details);
    }

    private async Task ReadJournalAsync(BankAccount account)
    {
        var kind = account.IsSettlement ? GrainKind.SettlementAccount : GrainKind.Account;
        var load = await process.Store.Reader.LoadAsync(kind, account.Id, 0);
        var events = new List<(StoredEntry Stored, LedgerEvent Event)>();
        long? balance = null;
        foreach (var stored in load.Tail)
        {
            Require(stored.Sequence == events.Count + 1, "sequences have no gaps", $"{account.Id} has {stored.Sequence} at place {events.Count + 1}");
            var happened = JournalCodec.Decode(stored, account.Id);
            events.Add((stored, happened));
            if (happened is Posted posted)
            {
                Require(
                    _journalled.TryAdd(posted.Posting.PostingId, (account.Id, posted.Posting.SignedAmount)), "a posting counts once",
                    $"{posted.Posting.PostingId} is in the journal twice, the second time at {account.Id} {stored.Sequence}");
                Require(
                    stored.Entry.BalanceAfter == balance + posted.Posting.SignedAmount, "balances run on",
                    $"{account.Id} at {stored.Sequence}: {stored.Entry.BalanceAfter} after {balance} and {posted.Posting.SignedAmount}");
            }

            balance = stored.Entry.BalanceAfter;
        }

        _journals.Add(account.Id, events);
    }

    private void CheckPostings()
    {
        foreach (var (id, record) in books.Postings)
        {
            Require(!record.IsUnknown, "every outcome is resolved", $"{id}");
            var isThere = _journalled.TryGetValue(id, out var found);
            if (record.Acknowledged is not { } line)
            {
                Require(!isThere, "what was rejected is not booked", $"{id} is in the journal of {found.Account}");
                continue;
            }

            Require(isThere, "what was acknowledged is booked", $"{line.Json} is not in the journal");
            Require(
                found == (line.Account, line.Signed), "what is booked is what was sent",
                $"{line.Json} is booked as {found.Amount} at {found.Account}");
        }

        foreach (var id in _journalled.Keys) Require(books.Postings.ContainsKey(id), "only what was sent is booked", $"{id}");
    }

    private async Task CheckFiguresAsync()
    {
        foreach (var account in sightings.Figures.GroupBy(static figure => figure.Account, StringComparer.Ordinal))
        {
            var figures = account.ToList();
            var entries = await process.Store.Bank.GetEntriesAsync(account.Key, [.. figures.Select(static figure => figure.Sequence)], CancellationToken.None);
            for (var i = 0; i < figures.Count; i++) Sightings.Check(account.Key, figures[i].Sequence, figures[i].Balance, entries[i], "earlier");
        }
    }

    /// <summary>Balances of accounts, settlement accounts and branches, from what was acknowledged alone.</summary>
    private async Task CheckBalancesAsync()
    {
        var booked = books.Postings.Values
            .Where(static record => record.Acknowledged is not null)
            .GroupBy(static record => record.Acknowledged!.Account, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.ToList(), StringComparer.Ordinal);
        var totals = new SortedDictionary<string, (Int128 Balance, long Accounts)>(StringComparer.Ordinal);
        var opened = 0;
        foreach (var account in bank.Accounts.Concat(bank.Strangers))
        {
            var row = (await process.Store.Bank.GetLedgersAsync([account.Id], CancellationToken.None))[0];
            var postings = booked.GetValueOrDefault(account.Id) ?? [];
            Require((row is not null) == (account.IsDeclared || postings.Count > 0), "an account exists when it was opened", $"{account.Id}: {row}");
            if (row is null) continue;
            opened++;
            var balance = account.Opening + postings.Sum(static record => record.Acknowledged!.Signed);
            Require(row.Balance == balance && row.PostingCount == postings.Count, "balances are exact", $"{account.Id}: {row}, not {balance} after {postings.Count}");
            Require(account.Branch is null || row.Branch == account.Branch, "an account is where it was declared last", $"{account.Id}: {row.Branch}, not {account.Branch}");
            var key = KeyOf(row.Branch, account.IsSettlement, row.AccountKind, row.SettlementKind);
            var total = totals.GetValueOrDefault(key);
            totals[key] = (total.Balance + balance, total.Accounts + 1);
        }

        await CheckTotalsAsync(totals);
        var store = await process.Store.Bank.GetTotalsAsync(CancellationToken.None);
        Require(store.Postings == books.Acknowledged, "the bank counts its postings", $"{store.Postings}, not {books.Acknowledged}");
        Require(store.Accounts + store.SettlementAccounts == opened, "no account comes from nowhere", $"{store}, not {opened}");
    }

    private async Task CheckTotalsAsync(SortedDictionary<string, (Int128 Balance, long Accounts)> expected)
    {
        var rows = await process.Store.Bank.GetBranchTotalsAsync(null, new DateOnly(2026, 3, 2), CancellationToken.None);
        var found = new SortedDictionary<string, (Int128 Balance, long Accounts)>(StringComparer.Ordinal);
        foreach (var row in rows.Where(static row => row.Balance != 0 || row.Accounts != 0))
        {
            found.Add(KeyOf(row.Branch, row.Grain == GrainKind.SettlementAccount, row.AccountKind, row.SettlementKind), (row.Balance, row.Accounts));
        }

        foreach (var key in expected.Keys.Union(found.Keys, StringComparer.Ordinal))
        {
            Require(
                expected.GetValueOrDefault(key) == found.GetValueOrDefault(key), "a branch is the sum of its accounts",
                $"{key}: {found.GetValueOrDefault(key)}, not {expected.GetValueOrDefault(key)}");
        }
    }

    private static string KeyOf(string branch, bool isSettlement, AccountKind? account, SettlementKind? settlement) =>
        $"{branch} {(isSettlement ? settlement.ToString() : account.ToString())}";

    private async Task CheckAlertsAsync()
    {
        var history = await process.Store.Alerts.ListEventsAsync(0, int.MaxValue, CancellationToken.None);
        Changes = history.Count;
        sightings.CheckAlerts(history);
        var decided = _journals.Values.SelectMany(static journal => journal).Select(static entry => entry.Event).OfType<AlertChanged>().ToList();
        var handedOn = history.ToDictionary(static row => (row.Alert.Id, row.Alert.Version));
        foreach (var change in decided)
        {
            Require(
                handedOn.Remove((change.Alert.Id, change.Alert.Version), out var row) && AlertText.Of(row.Alert) == AlertText.Of(change.Alert),
                "every alert is handed on", AlertText.Of(change.Alert));
        }

        Require(handedOn.Count == 0, "every alert was decided", $"{handedOn.Count} changes are in no journal");
        var raised = history.Where(static row => row.Kind == AlertChangeKind.Raised).Select(static row => row.Alert.Id).ToList();
        Require(raised.Distinct().Count() == raised.Count, "every alert is raised once", $"{raised.Count} were raised");
        foreach (var id in raised)
        {
            var stands = (await process.Store.Alerts.GetAlertsAsync([id], CancellationToken.None))[0];
            var last = history.Last(row => row.Alert.Id == id);
            Require(
                stands is not null && AlertText.Of(stands.Record) == AlertText.Of(last.Alert) && stands.Cursor == last.Cursor,
                "an alert stands as its last change left it", AlertText.Of(last));
        }
    }
}
