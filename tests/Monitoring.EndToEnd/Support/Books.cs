namespace Monitoring.EndToEnd.Support;

/// <summary>What a client sees of the whole bank: every balance, every alert, the branches' totals.</summary>
internal sealed record Books(Dictionary<string, long> Balances, SortedSet<string> Alerts, long BranchTotal)
{
    public static async Task<Books> ReadAsync(Server server)
    {
        var accounts = await server.ListAsync("accounts(PAGE)", "id balance");
        var alerts = await server.ListAsync("alerts(PAGE)", "id rule account { id }");
        var branches = (await server.QueryAsync("{ branches { totals { balance } } }")).GetProperty("branches");
        return new Books(
            accounts.ToDictionary(static account => account.GetProperty("id").GetString()!, static account => account.GetProperty("balance").GetInt64(), StringComparer.Ordinal),
            [.. alerts.Select(static alert => $"{alert.GetProperty("rule").GetString()} {alert.GetProperty("id").GetString()}")],
            branches.EnumerateArray().SelectMany(static branch => branch.GetProperty("totals").EnumerateArray()).Sum(static total => total.GetProperty("balance").GetInt64()));
    }
}
