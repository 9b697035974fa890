namespace Monitoring.Models.Simulation;

/// <summary>Missing receipts: correlated with trouble, and no proof of it.</summary>
internal static class ReceiptBook
{
    private const int Cycles = 6;
    private const int OrdinaryMissPermille = 25;
    private const int OrdinaryCarelessPermille = 40;
    private const int TroubledCarelessPermille = 450;
    private const int CarelessMissPermille = 550;

    public static IEnumerable<MissedReceipts> Of(Town town)
    {
        for (int i = 0; i < town.CustomerCount; i++)
        {
            var missed = Missed(town.Accounts[i]);
            if (missed > 0)
            {
                yield return new MissedReceipts(town.Accounts[i].Id, missed);
            }
        }
    }

    private static int Missed(in Account account)
    {
        var random = account.Stream(Trait.Receipts);
        bool isTroubled = account.Is(AccountTraits.Taken);
        bool isCareless = random.Permille(isTroubled ? TroubledCarelessPermille : OrdinaryCarelessPermille);
        int missed = 0;
        for (int cycle = 0; cycle < Cycles; cycle++)
        {
            missed += random.Permille(isCareless ? CarelessMissPermille : OrdinaryMissPermille) ? 1 : 0;
        }

        return missed;
    }
}
