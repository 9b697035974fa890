using Microsoft.Extensions.Logging;
using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Alert;
using Monitoring.Grains.Grain;
using Monitoring.Grains.Queries;
using Orleans;

namespace Monitoring.Silo.Escalation;

/// <summary>
/// Escalates alerts whose time limit is over. The limits stand in the database, so a restart forgets none; the level asked for is part of
/// the command, so that asking twice escalates once. Thread-safe.
/// </summary>
public sealed class AlertEscalator(
    IAlertReader alerts, IGrainFactory grains, TimeProvider clock, EscalationOptions options, EscalationMetrics metrics,
    ILogger<AlertEscalator> logger)
{
    /// <summary>Grains told at a time: a small part of what the journal takes, so that postings keep their turn.</summary>
    private const int CallsMax = 16;

    /// <summary>Escalates what is due now, one batch.</summary>
    /// <returns>Alerts found due; as many as a batch has when there may be more.</returns>
    public async Task<int> EscalateDueAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var due = await alerts.ListDueAsync(now, AlertDecision.LevelMax, options.BatchMax, cancellation).ConfigureAwait(false);
        metrics.Late(due.Count == 0 ? TimeSpan.Zero : now - due.Min(static alert => alert.DueAt));
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = CallsMax, CancellationToken = cancellation };
        await Parallel.ForEachAsync(due, parallel, async (alert, _) => await EscalateAsync(alert).ConfigureAwait(false)).ConfigureAwait(
            false);
        return due.Count;
    }

    private async Task EscalateAsync(DueAlert alert)
    {
        ILedgerGrain grain = alert.Grain == GrainKind.SettlementAccount
            ? grains.GetGrain<ISettlementAccountGrain>(alert.Account)
            : grains.GetGrain<IAccountGrain>(alert.Account);
        var level = alert.Level + 1;
        try
        {
            var outcome = await grain.HandleAsync(new EscalateAlert(alert.Id, AlertDecision.ClockActor, null, level)).ConfigureAwait(false);
            if (outcome.Code is null)
            {
                metrics.Escalated(level);
                logger.Escalated(alert.Id, level);
            }
            else
            {
                // A person was faster: closed it, or called the next level.
                logger.Overtaken(alert.Id, outcome.Code);
            }
        }
        catch (Exception exception)
        {
            // Whatever keeps one account from answering must not hold up the others; it is due until it is done.
            metrics.Failed();
            logger.Unavailable(exception, alert.Id);
        }
    }
}
