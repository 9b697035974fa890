using Monitoring.Contracts.Reference;
using Monitoring.Grains.Journal;
using Orleans;

namespace Monitoring.Grains.Grain;

/// <summary>One settlement account, addressed by its id.</summary>
[Alias("settlement-account-grain")]
public interface ISettlementAccountGrain : ILedgerGrain
{
    /// <summary>Declares the settlement account, or updates its reference data.</summary>
    /// <exception cref="JournalUnavailableException">Nothing could be written; nothing changed.</exception>
    [Alias("declare")]
    Task<ReferenceOutcome> DeclareAsync(SettlementReference reference);
}
