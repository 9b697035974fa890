namespace Monitoring.Models.Simulation;

/// <summary>
/// The size of an account's ordinary money, all from its traits, in minor units of a currency with two decimals. The same
/// figures drive the lives and tell a pattern what would be large for this account.
/// </summary>
internal static class Means
{
    public const long Yuan = 100;

    /// <summary>The rules' default limits for large amounts (per account kind).</summary>
    public const long LargePersonal = 50_000 * Yuan;

    public const long LargeCorporate = 200_000 * Yuan;

    public static long Salary(in Account account)
    {
        var random = account.Stream(Trait.Salary);
        return Math.Min(Spread.Round(Spread.Middle(ref random, 5_500 * Yuan), 10 * Yuan), 16_000 * Yuan);
    }

    public static long Pension(in Account account)
    {
        var random = account.Stream(Trait.Salary);
        return Spread.Round(Spread.Narrow(ref random, 2_800 * Yuan), Yuan);
    }

    public static long HarvestPay(in Account account)
    {
        var random = account.Stream(Trait.Harvest);
        return Spread.Round(Spread.Middle(ref random, 26_000 * Yuan), 10 * Yuan);
    }

    /// <summary>What a company's customers pay in a month.</summary>
    public static long Revenue(in Account account)
    {
        var random = account.Stream(Trait.Size);
        long own = Spread.Middle(ref random, 90_000 * Yuan);
        return own + (account.Employees * 13_000 * Yuan);
    }

    public static long Invoice(in Account account) => Spread.Round(Revenue(account) / 8, 100 * Yuan);

    public static long WholesaleDeal(in Account account)
    {
        var random = account.Stream(Trait.Size);
        return Spread.Round(Spread.Narrow(ref random, 45_000 * Yuan), 100 * Yuan);
    }

    /// <summary>An upper bound of what is usual on the account: nearly all of its ordinary postings lie beneath.</summary>
    public static long Usual(in Account account) => account.Population switch
    {
        Population.Worker or Population.Newcomer => Salary(account) * 12 / 10,
        Population.Student => 5_500 * Yuan,
        Population.Pensioner => Pension(account) * 12 / 10,
        Population.Shop => 15_000 * Yuan,
        Population.Wholesaler => WholesaleDeal(account) * 3,
        Population.Farmer => HarvestPay(account) / 2,
        Population.Company => Invoice(account) * 3 / 2,
        _ => 1_000 * Yuan,
    };

    /// <summary>What the default rules surely call large on this account: above the limit of its kind and above its own habit.</summary>
    public static long SurelyLarge(in Account account)
    {
        long limit = Limit(account);
        return Math.Max(limit + (limit / 20), Usual(account) * 33 / 10);
    }

    /// <summary>The default rules' limit for large amounts of the account's kind.</summary>
    public static long Limit(in Account account) =>
        account.Kind == FeedAccountKind.CorporateCurrent ? LargeCorporate : LargePersonal;
}
