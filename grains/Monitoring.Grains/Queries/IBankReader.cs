using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;

namespace Monitoring.Grains.Queries;

/// <summary>
/// Reads the books for people and reports; committed data only, grains are not woken. Each call sees one moment. Thread-safe.
/// </summary>
public interface IBankReader
{
    /// <summary>Accounts and settlement accounts by id, index by index; <c>null</c> where there is none.</summary>
    ValueTask<IReadOnlyList<LedgerRow?>> GetLedgersAsync(IReadOnlyList<string> ids, CancellationToken cancellation);

    /// <summary>Accounts or settlement accounts by id, ascending byte by byte.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="afterId">Id after which the page begins; <c>null</c> for the first page.</param>
    /// <param name="first">Most rows to return, at least 1.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<Page<LedgerRow>> ListLedgersAsync(LedgerFilter filter, string? afterId, int first, CancellationToken cancellation);

    /// <summary>How many accounts or settlement accounts a filter lets through.</summary>
    ValueTask<long> CountLedgersAsync(LedgerFilter filter, CancellationToken cancellation);

    /// <summary>All declared branches, by id.</summary>
    ValueTask<IReadOnlyList<BranchRow>> ListBranchesAsync(CancellationToken cancellation);

    /// <summary>
    /// Totals of branches, each its own accounts only; ordered by branch, currency, grain and kind. A total that never had an account has
    /// no row.
    /// </summary>
    /// <param name="branches">Branches asked for; <c>null</c> for all.</param>
    /// <param name="day">Business day of the flows.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<IReadOnlyList<BranchTotalRow>> GetBranchTotalsAsync(
        IReadOnlyCollection<string>? branches, DateOnly day, CancellationToken cancellation);

    /// <summary>Postings of an account or settlement account, newest first; empty when there is no such account.</summary>
    /// <param name="id">The account.</param>
    /// <param name="beforeSequence">Only those before this sequence; <c>null</c> from the newest.</param>
    /// <param name="first">Most postings to return, at least 1.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<Page<StoredEntry>> ListPostingsAsync(string id, long? beforeSequence, int first, CancellationToken cancellation);

    /// <summary>Entries of an account by sequence, index by index; <c>null</c> where there is none.</summary>
    ValueTask<IReadOnlyList<StoredEntry?>> GetEntriesAsync(string id, IReadOnlyList<long> sequences, CancellationToken cancellation);

    /// <summary>
    /// The balance at an instant: the opening balance plus the postings booked up to it, late ones included, minor units; <c>null</c> when
    /// there is no such account.
    /// </summary>
    /// <exception cref="OverflowException">The sum does not fit in 64 bits.</exception>
    ValueTask<long?> GetBalanceAtAsync(string id, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Open items of a settlement account, oldest posting first.</summary>
    /// <param name="id">The settlement account.</param>
    /// <param name="afterSequence">Only those after this sequence; 0 from the oldest.</param>
    /// <param name="first">Most items to return, at least 1.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<Page<SettlementItemRow>> ListOpenItemsAsync(string id, long afterSequence, int first, CancellationToken cancellation);

    /// <summary>Number of open items of a settlement account.</summary>
    ValueTask<long> CountOpenItemsAsync(string id, CancellationToken cancellation);

    /// <summary>Totals of the whole bank.</summary>
    ValueTask<StoreTotals> GetTotalsAsync(CancellationToken cancellation);
}
