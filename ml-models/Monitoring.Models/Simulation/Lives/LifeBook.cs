namespace Monitoring.Models.Simulation;

/// <summary>Asks every account for its day.</summary>
internal sealed class LifeBook
{
    /// <summary>Interest on deposits for a quarter, millionths of the balance: 0.2 % a year.</summary>
    private const int InterestMillionths = 500;

    private readonly Town _town;
    private readonly Life?[] _lives;

    public LifeBook(Town town)
    {
        _town = town;
        _lives = new Life?[Enum.GetValues<Population>().Length];
        Set(Population.Worker, new WorkerLife(town));
        Set(Population.Student, new StudentLife(town));
        Set(Population.Pensioner, new PensionerLife(town));
        Set(Population.Shop, new ShopLife(town));
        Set(Population.Wholesaler, new WholesalerLife(town));
        Set(Population.Farmer, new FarmerLife(town));
        Set(Population.Company, new CompanyLife(town));
        Set(Population.QuietCompany, new QuietCompanyLife(town));
        Set(Population.Newcomer, new NewcomerLife(town));
        Set(Population.Loan, new LoanLife(town));
    }

    public void Live(in Today today, DayBuffer day)
    {
        var accounts = _town.Accounts;
        long dayEndMs = today.StartMs + Instants.DayMs;
        bool bearsInterest = today.IsInterestDay;
        bool meetsPeople = _town.Options.LifeEventsPermille > 0;
        for (int i = 0; i < accounts.Count; i++)
        {
            ref var account = ref accounts[i];
            if (account.Is(AccountTraits.Silent) || account.OpenedMs >= dayEndMs)
            {
                continue;
            }

            var random = new RandomStream(RandomStream.Derive(account.Seed, (ulong)today.Date.DayNumber + 1000));
            _lives[(int)account.Population]?.Live(i, account, today, day, ref random);
            if (meetsPeople)
            {
                Acquaintances.Meet(i, account, _town, day, ref random);
            }

            if (bearsInterest && account.Kind != FeedAccountKind.Loan)
            {
                day.Add(Interest(i, InterestMillionths, day.StartMs + Hours.NightBatch(ref random)));
            }
        }

        if (today.Date.DayOfWeek == DayOfWeek.Monday && _town.FirstAtmAccount != Account.None)
        {
            RefillMachines(day);
        }
    }

    public static Intent Interest(int account, int millionths, long atMs) =>
        Intent.Single(account, FeedDirection.Credit, millionths, FeedChannel.Interest, atMs)
            with
        { Kind = IntentKind.Interest, Narrative = Narrative.Interest };

    /// <summary>Every machine starts the week with the cash it needs.</summary>
    private void RefillMachines(DayBuffer day)
    {
        const long Target = 300_000 * Means.Yuan;
        for (int b = 1; b < _town.Branches.Count; b++)
        {
            long at = day.StartMs + (5 * Instants.HourMs);
            day.Add(Intent.Single(_town.FirstAtmAccount + b, FeedDirection.Debit, Target, FeedChannel.Batch, at)
                with
            { Kind = IntentKind.Refill, Other = _town.ReserveAccount, Narrative = Narrative.Refill });
        }
    }

    private void Set(Population population, Life life) => _lives[(int)population] = life;
}
