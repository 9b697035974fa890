namespace Monitoring.Models.Simulation;

/// <summary>The bank's reserve at the beginning: it holds what the customers' balances add up to, as an asset below zero.</summary>
internal sealed class BroughtForward(Town town, StepHeap heap)
{
    /// <summary>Before any other posting of the history.</summary>
    private const int DaysBefore = 1_000;

    public void Write()
    {
        if (town.ReserveAccount == Account.None)
        {
            return;
        }

        long owed = 0;
        for (int i = 0; i < town.CustomerCount; i++)
        {
            owed = checked(owed + town.Accounts[i].Opening);
        }

        if (owed > 0)
        {
            long at = Instants.Midnight(town.FirstDate) - (DaysBefore * Instants.DayMs);
            heap.Add(Intent.Single(town.ReserveAccount, FeedDirection.Debit, owed, FeedChannel.Batch, at)
                with
            { Narrative = Narrative.BroughtForward });
        }
    }
}
