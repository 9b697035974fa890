using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.Grains.Queries;

namespace Monitoring.Silo.Journal;

/// <summary>
/// The alert feed of a process that shares the books with others: follows the journal, for all who watch here together, at each signal and
/// at the latest after a while. So nothing is missed when signals are, nor doubled when they come twice. Thread-safe.
/// </summary>
/// <param name="alerts">Reads the journal.</param>
/// <param name="bank">Tells where the journal ends when this begins.</param>
/// <param name="signal">Says when to look.</param>
/// <param name="tailLength">Most changes kept in memory for those who watch.</param>
/// <param name="lookEvery">Longest time between two looks.</param>
/// <param name="time">Clock of the waits after a failure.</param>
/// <param name="logger">Log.</param>
public sealed class FollowedAlertFeed(
    IAlertReader alerts, IBankReader bank, IAlertSignal signal, int tailLength, TimeSpan lookEvery, TimeProvider time,
    ILogger<FollowedAlertFeed> logger)
    : BackgroundService, IAlertFeed
{
    /// <summary>Changes read at once.</summary>
    private const int ReadLimit = 256;

    private readonly TaskCompletionSource<AlertTail> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    public long LatestCursor => _begun.Task is { IsCompletedSuccessfully: true } begun ? begun.Result.Latest : 0;

    /// <inheritdoc/>
    public async IAsyncEnumerable<AlertEventRow> WatchAsync(
        long afterCursor, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var tail = await _begun.Task.WaitAsync(cancellation).ConfigureAwait(false);
        await foreach (var change in new AlertFeed(tail, alerts).WatchAsync(afterCursor, cancellation).ConfigureAwait(false))
        {
            yield return change;
        }
    }

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before anybody can watch: who names no cursor is shown what comes from now on.
        _begun.SetResult(new AlertTail(tailLength, (await bank.GetTotalsAsync(cancellationToken).ConfigureAwait(false)).AlertCursor));
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var tail = await _begun.Task.ConfigureAwait(false);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(tail, stoppingToken).ConfigureAwait(false);
                await signal.WaitAsync(lookEvery, stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Whoever watches goes on from where it was when the journal can be read again.
                JournalLog.NotFollowed(logger, exception);
                await Task.Delay(lookEvery, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async ValueTask FollowAsync(AlertTail tail, CancellationToken cancellation)
    {
        while (true)
        {
            var changes = await alerts.ListEventsAsync(tail.Latest, ReadLimit, cancellation).ConfigureAwait(false);
            if (changes.Count == 0) return;
            tail.Add(changes);
        }
    }
}
