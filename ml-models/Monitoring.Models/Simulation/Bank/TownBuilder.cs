using System.Globalization;

namespace Monitoring.Models.Simulation;

/// <summary>Settles a bank: accounts with their populations, branches, employers and opening balances.</summary>
internal sealed class TownBuilder(SimulationOptions options)
{
    /// <summary>Every so many workers is on the bank's staff, or related to somebody who is.</summary>
    private const int StaffEvery = 24;

    /// <summary>Share of workers whose employer banks here, permille.</summary>
    private const int EmployerInBankPermille = 500;

    private const int ParentInBankPermille = 600;

    /// <summary>Newcomers of a run without end or a short one opened at most so long before the start, days.</summary>
    private const int NewcomerDays = 25;

    private readonly Town _town = new(options);
    private int _workers;

    public Town Build()
    {
        foreach (var population in Populations())
        {
            _town.AddCustomer(Make(population, _town.Accounts.Count));
        }

        _town.CustomerCount = _town.Accounts.Count;
        for (int i = 0; i < _town.CustomerCount; i++)
        {
            Relate(ref _town.Accounts[i]);
        }

        for (int i = 0; i < _town.CustomerCount; i++)
        {
            ref var account = ref _town.Accounts[i];
            account.Opening = account.Balance = OpeningBalance(account);
        }

        if (options.BookSettlements)
        {
            AddSettlements();
        }

        return _town;
    }

    public static string AccountId(int index) => string.Create(CultureInfo.InvariantCulture, $"6217{index + 1:D12}");

    /// <summary>Weighted round robin: the shares hold in the smallest bank, and neighbours differ.</summary>
    private IEnumerable<Population> Populations()
    {
        int[] weights = options.Mix.Weights();
        long total = weights.Sum();
        long[] credit = new long[weights.Length];
        for (int i = 0; i < options.Accounts; i++)
        {
            int best = 0;
            for (int p = 0; p < weights.Length; p++)
            {
                credit[p] += weights[p];
                best = credit[p] > credit[best] ? p : best;
            }

            credit[best] -= total;
            yield return (Population)best;
        }
    }

    private Account Make(Population population, int index)
    {
        ulong seed = RandomStream.Derive(options.Seed, (ulong)index);
        var account = new Account
        {
            Id = AccountId(index),
            Seed = seed,
            Population = population,
            Branch = _town.Branches.WithCustomers(RandomStream.Derive(seed, (ulong)Trait.Branch)),
            Link = Account.None,
            Staff = Account.None,
        };
        account.Kind = KindOf(population, account);
        account.OpenedMs = OpenedMs(account);
        bool walkIn = population == Population.Newcomer
            ? account.Trait(Trait.WalkIn, 1000) < 600
            : account.Trait(Trait.WalkIn, 1000) < 150;
        account.Traits = walkIn ? AccountTraits.WalkIn : AccountTraits.None;
        if (population == Population.Worker && _workers++ % StaffEvery == StaffEvery / 2)
        {
            // In a bank whose people go about, staff have their own and their relatives' accounts where they work.
            account.Staff = options.LifeEventsPermille > 0
                ? BranchBook.Teller(account.Branch, account.Trait(Trait.Staff, BranchBook.TellersPerBranch))
                : account.Trait(Trait.Staff, _town.Branches.StaffCount);
            account.Traits |= account.Trait(Trait.Staff, 3) < 2 ? AccountTraits.OwnedByStaff : AccountTraits.None;
        }

        return account;
    }

    private static FeedAccountKind KindOf(Population population, in Account account) => population switch
    {
        Population.Wholesaler or Population.Company or Population.QuietCompany => FeedAccountKind.CorporateCurrent,
        Population.Shop => account.Trait(Trait.Kind, 2) == 0 ? FeedAccountKind.CorporateCurrent : FeedAccountKind.PersonalSavings,
        Population.Loan => FeedAccountKind.Loan,
        _ => FeedAccountKind.PersonalSavings,
    };

    private long OpenedMs(in Account account)
    {
        var random = account.Stream(Trait.Opened);
        long first = Instants.Midnight(_town.FirstDate);
        if (account.Population != Population.Newcomer)
        {
            long ago = random.Between(3 * 365, 15 * 365);
            return first - (ago * Instants.DayMs) + Hours.Counter(ref random);
        }

        // In a run of given length people keep coming; an endless one opens its newcomers' accounts as it goes.
        int through = options.Days is { } days ? Math.Max(0, days + options.HistoryDays - NewcomerDays) : 0;
        return first + (random.Between(-NewcomerDays, through) * Instants.DayMs) + Hours.Counter(ref random);
    }

    private void Relate(ref Account account)
    {
        switch (account.Population)
        {
            case Population.Worker when account.Trait(Trait.Employer, 1000) < EmployerInBankPermille:
                account.Link = _town.Any(Population.Company, RandomStream.Derive(account.Seed, (ulong)Trait.Employer));
                if (account.Link != Account.None)
                {
                    _town.Accounts[account.Link].Employees++;
                }

                break;
            case Population.Student when account.Trait(Trait.Parent, 1000) < ParentInBankPermille:
                account.Link = _town.Any(Population.Worker, RandomStream.Derive(account.Seed, (ulong)Trait.Parent));
                break;
            case Population.Loan:
                account.Link = _town.Any(Population.Worker, RandomStream.Derive(account.Seed, (ulong)Trait.Loan));
                break;
        }
    }

    private long OpeningBalance(in Account account)
    {
        var random = account.Stream(Trait.Balance);
        return account.Population switch
        {
            Population.Worker => Spread.Wide(ref random, 15_000 * Means.Yuan),
            Population.Student => Spread.Middle(ref random, 1_200 * Means.Yuan),
            Population.Pensioner => Spread.Wide(ref random, 12_000 * Means.Yuan),
            Population.Shop => Spread.Middle(ref random, 20_000 * Means.Yuan),
            Population.Wholesaler => Means.WholesaleDeal(account) * 8,
            Population.Farmer => Spread.Wide(ref random, 6_000 * Means.Yuan),
            Population.Company => Means.Revenue(account) * 3,
            Population.QuietCompany => Spread.Wide(ref random, 12_000 * Means.Yuan),
            Population.Dormant => Spread.Wide(ref random, 900 * Means.Yuan),
            Population.Loan => -Spread.Round(Spread.Middle(ref random, 90_000 * Means.Yuan), 1_000 * Means.Yuan),
            _ => 0,
        };
    }

    private void AddSettlements()
    {
        _town.ReserveAccount = _town.Accounts.Add(Settlement("S-RESERVE", 0, FeedSettlementKind.CentralBankReserve));
        _town.FirstAtmAccount = _town.Accounts.Count;
        for (int b = 0; b < _town.Branches.Count; b++)
        {
            _town.Accounts.Add(Settlement("S-ATM-" + _town.Branches.Id(b), b, FeedSettlementKind.AtmCash));
        }
    }

    private Account Settlement(string id, int branch, FeedSettlementKind kind) => new()
    {
        Id = id,
        Seed = RandomStream.Derive(options.Seed, (ulong)id.Length + 31),
        Branch = branch,
        Link = Account.None,
        Staff = Account.None,
        Traits = AccountTraits.IsSettlement | AccountTraits.Silent,
        Settlement = kind,
    };
}
