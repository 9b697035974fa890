namespace Monitoring.Grains.Queries;

/// <summary>
/// Which accounts a day's end concerns; the calendar's rules are decided when their day is closed. Thread-safe; committed data only.
/// </summary>
public interface IOpenDayReader
{
    /// <summary>
    /// Ids above <paramref name="after"/>, in ordinal order, of accounts and settlement accounts whose open business day is
    /// <paramref name="date"/> or earlier, and of every corporate current account when <paramref name="allCorporate"/>.
    /// </summary>
    /// <param name="date">The day that is over.</param>
    /// <param name="allCorporate">Whether corporate accounts count also without an open day, as at a month's end.</param>
    /// <param name="after">The last id seen; empty from the start.</param>
    /// <param name="first">Most ids to return, at least 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<IReadOnlyList<OpenDayAccount>> ListAsync(
        DateOnly date, bool allCorporate, string after, int first, CancellationToken cancellationToken = default);
}
