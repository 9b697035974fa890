using Microsoft.Extensions.Logging;
using Monitoring.Domain.Calendar;
using Monitoring.Silo.Feed;

namespace Monitoring.Silo.Escalation;

/// <summary>
/// Closes business days when the bank's clock passes their cut-off, and those that ended while the server was away. What stood open before
/// the clock first ran is left to its feed: an import closes its own last day. Used by one caller at a time.
/// </summary>
public sealed class BusinessDayClock(
    IDayCloser closer, BankCalendar calendar, TimeProvider clock, ClosedDayFile memory, ILogger<BusinessDayClock> logger)
{
    private DateOnly? _closed;

    /// <summary>Closes the days that are over and not closed yet; one that cannot be closed is tried again at the next call.</summary>
    public async Task CloseDueAsync(CancellationToken cancellation)
    {
        var yesterday = calendar.BusinessDateOf(clock.GetUtcNow()).AddDays(-1);
        if ((_closed ??= ReadMemory()) is not { } closed)
        {
            Remember(yesterday);
            return;
        }

        if (closed >= yesterday) return;
        foreach (var date in Due(closed, yesterday))
        {
            try
            {
                await closer.CloseAsync(date, cancellation).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.DayNotClosed(exception, date);
                return;
            }

            Remember(date);
        }
    }

    /// <summary>
    /// Month ends in between, whose rules look also at accounts that did not move, and the last day, which ends all before it.
    /// </summary>
    private static IEnumerable<DateOnly> Due(DateOnly closed, DateOnly yesterday)
    {
        for (var month = new DateOnly(closed.Year, closed.Month, 1); ; month = month.AddMonths(1))
        {
            var end = month.AddMonths(1).AddDays(-1);
            if (end >= yesterday) break;
            if (end > closed) yield return end;
        }

        yield return yesterday;
    }

    /// <summary>A damaged memory is as none: it is written anew, rather than no day ever closed again.</summary>
    private DateOnly? ReadMemory()
    {
        try
        {
            return memory.Read();
        }
        catch (InvalidDataException exception)
        {
            logger.ClosedDayDamaged(exception);
            return null;
        }
    }

    private void Remember(DateOnly date)
    {
        memory.Write(date);
        _closed = date;
    }
}
