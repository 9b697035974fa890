using Monitoring.Contracts.Reference;
using Monitoring.Grains.Journal;
using Orleans;

namespace Monitoring.Grains.Grain;

/// <summary>One account, addressed by its id.</summary>
[Alias("account-grain")]
public interface IAccountGrain : ILedgerGrain
{
    /// <summary>Declares the account, or updates its reference data.</summary>
    /// <exception cref="JournalUnavailableException">Nothing could be written; nothing changed.</exception>
    [Alias("declare")]
    Task<ReferenceOutcome> DeclareAsync(AccountReference reference);
}
