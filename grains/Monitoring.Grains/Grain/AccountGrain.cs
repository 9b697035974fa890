using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Monitoring.Grains.Grain;

/// <summary>One account.</summary>
[Reentrant]
public sealed class AccountGrain : LedgerGrain, IAccountGrain
{
    /// <summary>Created by the host.</summary>
    public AccountGrain(LedgerServices services, [PersistentState("account", "snapshots")] IPersistentState<LedgerSnapshot> snapshot)
        : base(services, snapshot)
    {
    }

    private protected override GrainKind Kind => GrainKind.Account;

    /// <inheritdoc/>
    public Task<ReferenceOutcome> DeclareAsync(AccountReference reference) => EnqueueAsync(new DeclareAccountCommand(reference));
}
