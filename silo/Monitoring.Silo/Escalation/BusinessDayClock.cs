using Microsoft.Extensions.Logging;
using Monitoring.Domain.Calendar;
using Monitoring.Silo.Feed;

namespace Monitoring.Silo.Escalation;

/// <summary>
/// Closes business days when the bank's clock passes their cut-off, and those that ended while the server was away. What stood open before
/// the clock first ran is left to its feed: an import closes its own last day. Used by one caller at a time.
/// </summary>
public sealed class BusinessDayClock(
    IDayCloser closer, BankCalendar calendar, TimeProvider clock, IClosedDays memory, ClosedDayFile former,
    ILogger<BusinessDayClock> logger)
{
    private DateOnly? _closed;

    /// <summary>Business days that are over and not closed; 0 while what was closed last could not be read yet.</summary>
    public int OpenDays => _closed is { } closed ? Math.Max(0, Yesterday.DayNumber - closed.DayNumber) : 0;

    private DateOnly Yesterday => calendar.BusinessDateOf(clock.GetUtcNow()).AddDays(-1);

    /// <summary>Closes the days that are over and not closed yet; one that cannot be closed is tried again at the next call.</summary>
    public async Task CloseDueAsync(CancellationToken cancellation)
    {
        var yesterday = Yesterday;
        if ((_closed ??= await ReadMemoryAsync(cancellation).ConfigureAwait(false)) is not { } closed)
        {
            await RememberAsync(yesterday, cancellation).ConfigureAwait(false);
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

            await RememberAsync(date, cancellation).ConfigureAwait(false);
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

    private async ValueTask<DateOnly?> ReadMemoryAsync(CancellationToken cancellation)
    {
        if (await memory.ReadAsync(cancellation).ConfigureAwait(false) is { } day) return day;
        if (ReadFormer() is not { } taken) return null;
        await RememberAsync(taken, cancellation).ConfigureAwait(false);
        former.Remove();
        return taken;
    }

    /// <summary>A damaged file is as none: the next day is remembered, rather than no day ever closed again.</summary>
    private DateOnly? ReadFormer()
    {
        try
        {
            return former.Read();
        }
        catch (InvalidDataException exception)
        {
            logger.ClosedDayDamaged(exception);
            return null;
        }
    }

    private async ValueTask RememberAsync(DateOnly date, CancellationToken cancellation)
    {
        await memory.WriteAsync(date, cancellation).ConfigureAwait(false);
        _closed = date;
    }
}
