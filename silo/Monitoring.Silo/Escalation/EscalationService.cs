using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Monitoring.Silo.Escalation;

/// <summary>
/// The clock's work, one look after the other: closes business days that are over, and escalates alerts whose time limit ended. Runs until
/// the host stops; a look that fails is repeated at the next one.
/// </summary>
public sealed class EscalationService(
    AlertEscalator escalator, BusinessDayClock days, IClockLease lease, EscalationOptions options, EscalationMetrics metrics,
    TimeProvider clock, ILogger<EscalationService> logger)
    : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.PollSeconds), clock);
        do
        {
            await LookAsync(stoppingToken).ConfigureAwait(false);
        }
        while (await NextAsync(timer, stoppingToken).ConfigureAwait(false));
    }

    private static async ValueTask<bool> NextAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        var mine = false;
        await TryAsync(async token => mine = await lease.TakeAsync(token).ConfigureAwait(false), logger.LeaseFailed, stoppingToken)
            .ConfigureAwait(false);
        metrics.Leads(mine);
        if (!mine) return;
        // Days that cannot be closed keep no alert from escalating.
        await TryAsync(days.CloseDueAsync, logger.DaysFailed, stoppingToken).ConfigureAwait(false);
        metrics.DaysOpen(days.OpenDays);
        await TryAsync(async token => await escalator.EscalateDueAsync(token).ConfigureAwait(false), logger.LookFailed, stoppingToken)
            .ConfigureAwait(false);
    }

    private static async Task TryAsync(Func<CancellationToken, Task> work, Action<Exception> failed, CancellationToken stoppingToken)
    {
        try
        {
            await work(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; what is due stands in the database.
        }
        catch (Exception exception)
        {
            failed(exception);
        }
    }
}
