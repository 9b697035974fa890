using Monitoring.Api.Schema.Inputs;
using Monitoring.Api.Schema.Nodes;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Alert;
using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Lists;

/// <summary>Pages of accounts.</summary>
internal static class AccountLists
{
    /// <summary>Accounts by id.</summary>
    public static Task<Connection<AccountNode>> PageAsync(
        IBankReader bank, LedgerFilter filter, int? first, string? after, CancellationToken cancellationToken) =>
        Connection.ForwardAsync<AccountNode>(
            first,
            after,
            account => account.Id,
            async (key, limit) =>
            {
                var page = await bank.ListLedgersAsync(filter, key, limit, cancellationToken);
                return [.. page.Items.Select(row => new AccountNode(row))];
            },
            async token => Figures.Int(await bank.CountLedgersAsync(filter, token)));

    /// <summary>What a client's filter means to the store, within what the caller may see.</summary>
    public static LedgerFilter FilterOf(AccountFilterInput? input, BranchView view)
    {
        var filter = new LedgerFilter
        {
            Grain = GrainKind.Account,
            Branches = view.Restrict(input?.Branch),
            AccountKinds = input?.Kinds,
            Currency = input?.Currency,
            IdPrefix = input?.IdPrefix,
            MinBalance = input?.MinBalance,
            MaxBalance = input?.MaxBalance,
        };
        return input?.Classes is { } classes ? WithClasses(filter, classes) : filter;
    }

    /// <summary>No account is of class WATCH while there are no receipts and visits to tell by.</summary>
    private static LedgerFilter WithClasses(LedgerFilter filter, IReadOnlyList<ReconciliationClass> classes)
    {
        var (normal, monitored) = (classes.Contains(ReconciliationClass.Normal), classes.Contains(ReconciliationClass.Monitored));
        return (normal, monitored) switch
        {
            (true, true) => filter,
            (true, false) => filter with { WithoutOpenRules = ReconciliationClasses.MonitoredRules },
            (false, true) => filter with { WithOpenRules = ReconciliationClasses.MonitoredRules },
            _ => filter with { Branches = [] },
        };
    }
}
