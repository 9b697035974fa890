using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Grains.Grain;
using Monitoring.Grains.Queries;
using Orleans;

namespace Monitoring.Silo.Feed.Dispatch;

/// <summary>Tells accounts that a business day is over, page by page, many at a time. Thread-safe.</summary>
internal sealed class DayCloser(
    IOpenDayReader days, IGrainFactory grains, GrainCalls calls, IOptions<FeedOptions> options, ILogger<DayCloser> logger) : IDayCloser
{
    /// <summary>Accounts of one page, all of whose calls are under way together: one group commit's worth.</summary>
    private const int PageAccounts = 2_048;

    public async Task<long> CloseAsync(DateOnly date, CancellationToken cancellationToken = default)
    {
        var isMonthEnd = date.Day == DateTime.DaysInMonth(date.Year, date.Month);
        var first = Math.Min(PageAccounts, options.Value.MaxInFlight);
        var after = "";
        long closed = 0;
        while (true)
        {
            var last = after;
            var page = await calls.RetryAsync(
                () => days.ListAsync(date, isMonthEnd, last, first, cancellationToken).AsTask(), cancellationToken).ConfigureAwait(false);
            if (page.Count == 0) break;
            await Task.WhenAll(page.Select(account => CloseAsync(account, date, cancellationToken))).ConfigureAwait(false);
            closed += page.Count;
            after = page[^1].Id;
        }

        logger.DayClosed(date, closed);
        return closed;
    }

    private async Task CloseAsync(OpenDayAccount account, DateOnly date, CancellationToken cancellationToken) =>
        await calls.RetryAsync(
            async () =>
            {
                ILedgerGrain grain = account.IsSettlementAccount
                    ? grains.GetGrain<ISettlementAccountGrain>(account.Id)
                    : grains.GetGrain<IAccountGrain>(account.Id);
                await grain.CloseDayAsync(date).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
}
