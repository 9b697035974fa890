namespace Monitoring.Silo.Feed;

/// <summary>Ends business days: the rules of the calendar are decided then.</summary>
public interface IDayCloser
{
    /// <summary>
    /// Closes the business day <paramref name="date"/>, and open days before it, of every account that has one; at a month's end also of
    /// corporate accounts without one. Done again it changes nothing.
    /// </summary>
    /// <returns>Number of accounts told.</returns>
    /// <exception cref="Grains.Journal.JournalUnavailableException">Some days could not be closed; try again.</exception>
    Task<long> CloseAsync(DateOnly date, CancellationToken cancellationToken = default);
}
