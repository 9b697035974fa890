namespace Monitoring.Models.Simulation;

/// <summary>What people and companies write on payments that are no regular dues: the same words whatever is behind them.</summary>
internal static class Wording
{
    private static readonly Narrative[] PersonPays =
    [
        Narrative.Payment, Narrative.Payment, Narrative.Payment, Narrative.Gift, Narrative.Gift, Narrative.Purchase, Narrative.Purchase,
        Narrative.Savings, Narrative.Rent, Narrative.Travel,
    ];

    private static readonly Narrative[] PersonGets =
    [
        Narrative.Payment, Narrative.Payment, Narrative.Payment, Narrative.Payment, Narrative.Gift, Narrative.Gift, Narrative.Savings,
        Narrative.Allowance, Narrative.Wages, Narrative.Goods,
    ];

    private static readonly Narrative[] CompanyPays = [Narrative.Goods, Narrative.Goods, Narrative.Goods, Narrative.Payment, Narrative.Payment];
    private static readonly Narrative[] CompanyGets = [Narrative.Invoice, Narrative.Invoice, Narrative.Invoice, Narrative.Invoice, Narrative.Payment];

    public static Narrative Of(in Account account, FeedDirection direction, FeedChannel channel, ref RandomStream random)
    {
        bool isCredit = direction == FeedDirection.Credit;
        if (channel is FeedChannel.Counter or FeedChannel.Atm)
        {
            return isCredit ? Narrative.CashDeposit : Narrative.Cash;
        }

        bool isCompany = account.Kind == FeedAccountKind.CorporateCurrent;
        var words = isCredit ? isCompany ? CompanyGets : PersonGets : isCompany ? CompanyPays : PersonPays;
        return words[random.Below(words.Length)];
    }
}
