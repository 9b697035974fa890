using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Monitoring.Grains.Grain;

/// <summary>One settlement account. A hot one is not held to one call per commit: all calls that are queued share one.</summary>
[Reentrant]
public sealed class SettlementAccountGrain : LedgerGrain, ISettlementAccountGrain
{
    /// <summary>Created by the host.</summary>
    public SettlementAccountGrain(LedgerServices services, [PersistentState("settlement", "snapshots")] IPersistentState<LedgerSnapshot> snapshot)
        : base(services, snapshot)
    {
    }

    private protected override GrainKind Kind => GrainKind.SettlementAccount;

    /// <inheritdoc/>
    public Task<ReferenceOutcome> DeclareAsync(SettlementReference reference) =>
        EnqueueAsync(new DeclareSettlementCommand(reference));
}
