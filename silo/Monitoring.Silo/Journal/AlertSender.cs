using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.Grains.Queries;

namespace Monitoring.Silo.Journal;

/// <summary>Sends a signal for the changes of alerts that this process commits.</summary>
/// <param name="committed">The feed of this process' own commits.</param>
/// <param name="signal">Where to send.</param>
/// <param name="time">Clock of the wait after a failure.</param>
/// <param name="logger">Log.</param>
public sealed class AlertSender(IAlertFeed committed, IAlertSignal signal, TimeProvider time, ILogger<AlertSender> logger) : BackgroundService
{
    /// <summary>Wait after a failure to read: as long as those who follow wait for no signal anyway.</summary>
    private static readonly TimeSpan FailureWait = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var change in committed.WatchAsync(committed.LatestCursor, stoppingToken).ConfigureAwait(false))
                {
                    // Of changes that came together the newest says it all.
                    if (change.Cursor >= committed.LatestCursor) signal.Send(change.Cursor);
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                JournalLog.NotFollowed(logger, exception);
                await Task.Delay(FailureWait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
