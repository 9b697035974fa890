using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Grain;
using Orleans;

namespace Monitoring.Api.Schema;

/// <summary>Finds the grain behind a row.</summary>
internal static class GrainAddresses
{
    /// <summary>The grain of an account or settlement account.</summary>
    public static ILedgerGrain LedgerOf(this IGrainFactory grains, GrainKind grain, string id) => grain == GrainKind.SettlementAccount
        ? grains.GetGrain<ISettlementAccountGrain>(id)
        : grains.GetGrain<IAccountGrain>(id);
}
