using Microsoft.Extensions.Logging;
using Monitoring.Domain.Ledger;
using Monitoring.Grains.Journal;

namespace Monitoring.Grains.Grain;

/// <summary>What every ledger grain needs; one for the process.</summary>
/// <param name="Journal">Write side.</param>
/// <param name="Reader">Read side.</param>
/// <param name="Rules">What is in force.</param>
/// <param name="Clock">The bank's clock.</param>
/// <param name="Metrics">Counters of the stage.</param>
/// <param name="Log">Log of the stage.</param>
public sealed record LedgerServices(
    IJournal Journal, IJournalReader Reader, RulesInForce Rules, TimeProvider Clock, GrainMetrics Metrics, ILogger<LedgerServices> Log);
