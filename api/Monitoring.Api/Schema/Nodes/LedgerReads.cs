using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Nodes;

/// <summary>Reads that accounts and settlement accounts have in common.</summary>
internal static class LedgerReads
{
    public static async Task<long> BalanceAtAsync(IBankReader bank, LedgerRow row, DateTimeOffset at, CancellationToken cancellationToken)
    {
        try
        {
            return await bank.GetBalanceAtAsync(row.Id, at, cancellationToken) ?? row.Balance;
        }
        catch (OverflowException)
        {
            throw new GraphQLException("The balance at that instant does not fit in 64 bits.", ApiCodes.Overflow);
        }
    }
}
