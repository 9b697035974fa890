using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Ledger;

namespace Monitoring.Grains.Grain;

/// <summary>What a state was before a batch; branch totals change by the difference.</summary>
/// <param name="Exists">Whether the account was opened.</param>
/// <param name="Branch">Its branch.</param>
/// <param name="Currency">Its currency.</param>
/// <param name="Kind">Number of its kind.</param>
/// <param name="Balance">Its balance, minor units.</param>
/// <param name="HighWater">Latest booking, UTC ticks.</param>
/// <param name="Postings">Number of postings.</param>
internal readonly record struct LedgerBefore(
    bool Exists, string Branch, string Currency, byte Kind, long Balance, long HighWater, long Postings)
{
    public static LedgerBefore Of(LedgerState state) => state.Exists
        ? new LedgerBefore(true, state.Branch, state.Currency, KindOf(state), state.Balance, state.HighWater, state.PostingCount)
        : default;

    public static byte KindOf(LedgerState state) => state.Account is { } account ? (byte)account.Kind : (byte)state.Settlement!.Kind;
}
