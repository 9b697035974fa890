using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Grains.Journal;
using Orleans;

namespace Monitoring.Grains.Grain;

/// <summary>
/// What accounts and settlement accounts have in common. Every answer is given after the decision behind it is durable. A call that fails
/// with an exception may have taken effect; sent again it counts once.
/// </summary>
public interface ILedgerGrain : IGrainWithStringKey
{
    /// <summary>
    /// Applies postings of this account, in order.
    /// </summary>
    /// <param name="postings">At least one, all of this account.</param>
    /// <returns>One outcome for each posting, in order.</returns>
    /// <exception cref="JournalUnavailableException">Nothing could be written; nothing was applied.</exception>
    [Alias("post")]
    Task<PostingOutcome[]> PostAsync(Posting[] postings);

    /// <summary>The running figures; <c>null</c> when the account does not exist.</summary>
    [Alias("figures")]
    Task<LedgerFigures?> GetFiguresAsync();

    /// <summary>Acts on one of the account's alerts.</summary>
    [Alias("alert")]
    Task<AlertCommandOutcome> HandleAsync(AlertCommand command);

    /// <summary>
    /// The business day <paramref name="date"/> is over: closes the account's open day when it is not later, and decides the rules of the
    /// calendar, those of the month when the day is the month's last.
    /// </summary>
    [Alias("close-day")]
    Task CloseDayAsync(DateOnly date);
}
