using Microsoft.Extensions.Logging;
using Monitoring.Domain.Calendar;
using Monitoring.Silo.Feed;

namespace Monitoring.Silo.Escalation;

/// <summary>
/// Closes business days when the bank's clock has passed their cut-off. After a start it closes the last month's end and the day before
/// today once more, which changes nothing where it was done. Used by one caller at a time.
/// </summary>
public sealed class BusinessDayClock(IDayCloser closer, BankCalendar calendar, TimeProvider clock, ILogger<BusinessDayClock> logger)
{
    private DateOnly? _closed;

    /// <summary>Closes the days that are over and not closed yet; one that cannot be closed is tried again at the next call.</summary>
    public async Task CloseDueAsync(CancellationToken cancellation)
    {
        var yesterday = calendar.BusinessDateOf(clock.GetUtcNow()).AddDays(-1);
        if (_closed >= yesterday) return;
        foreach (var date in Due(yesterday))
        {
            try
            {
                await closer.CloseAsync(date, cancellation).ConfigureAwait(false);
                _closed = date;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.DayNotClosed(exception, date);
                return;
            }
        }
    }

    /// <summary>Month ends since the last call, whose rules look at accounts that did not move too, and the last day, which ends all before it.</summary>
    private IEnumerable<DateOnly> Due(DateOnly yesterday)
    {
        var month = new DateOnly(yesterday.Year, yesterday.Month, 1);
        var first = _closed is { } closed ? new DateOnly(closed.Year, closed.Month, 1) : month.AddMonths(-1);
        for (; first < month; first = first.AddMonths(1))
        {
            var end = first.AddMonths(1).AddDays(-1);
            if (_closed is null || end > _closed) yield return end;
        }

        yield return yesterday;
    }
}
