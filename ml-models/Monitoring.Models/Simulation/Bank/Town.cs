namespace Monitoring.Models.Simulation;

/// <summary>The bank with its customers: what lives and patterns look people up in.</summary>
internal sealed class Town
{
    private readonly List<int>[] _byPopulation = [.. Enum.GetValues<Population>().Select(_ => new List<int>())];
    private readonly List<int>[] _shopsByBranch;

    public Town(SimulationOptions options)
    {
        Options = options;
        Branches = new BranchBook(options.Branches, options.SubBranches);
        Parties = new PartyBook(options.Accounts);
        Accounts = new AccountTable(options.Accounts + Branches.Count + 2);
        _shopsByBranch = [.. Enumerable.Range(0, Branches.Count).Select(_ => new List<int>())];
        FirstDate = DateOnly.FromDateTime(options.Start.DateTime).AddDays(-options.HistoryDays);
        StartMs = Instants.FromInstant(options.Start);
    }

    public SimulationOptions Options { get; }

    public BranchBook Branches { get; }

    public PartyBook Parties { get; }

    public AccountTable Accounts { get; }

    /// <summary>First day on which ordinary lives are lived, history included.</summary>
    public DateOnly FirstDate { get; }

    /// <summary>The start of the run proper on the simulator's time line.</summary>
    public long StartMs { get; }

    /// <summary>Customer accounts named by the reference; settlement accounts and later openings come after them.</summary>
    public int CustomerCount { get; set; }

    /// <summary>The reserve account, or <see cref="Account.None"/> if settlements are not booked.</summary>
    public int ReserveAccount { get; set; } = Account.None;

    /// <summary>The first branch's cash-machine account; the others follow in branch order.</summary>
    public int FirstAtmAccount { get; set; } = Account.None;

    public IReadOnlyList<int> Of(Population population) => _byPopulation[(int)population];

    public int AddCustomer(in Account account)
    {
        int index = Accounts.Add(account);
        _byPopulation[(int)account.Population].Add(index);
        if (account.Population == Population.Shop)
        {
            _shopsByBranch[account.Branch].Add(index);
        }

        return index;
    }

    /// <summary>
    /// One of an account's five usual shops, of its own branch when there are any; <see cref="Account.None"/> in a bank without shops.
    /// </summary>
    public int UsualShop(in Account account, int which)
    {
        IReadOnlyList<int> shops = _shopsByBranch[account.Branch];
        if (shops.Count == 0)
        {
            shops = Of(Population.Shop);
        }

        ulong bits = RandomStream.Derive(account.Seed, ((ulong)Trait.Shops << 8) + (ulong)which);
        return shops.Count == 0 ? Account.None : shops[(int)Math.BigMul(bits, (ulong)shops.Count, out _)];
    }

    /// <summary>The party outside the bank which an account deals with in a role; <paramref name="which"/> tells several apart.</summary>
    public int UsualParty(in Account account, PartyRole role, int which = 0) =>
        Parties.Of(role, RandomStream.Derive(account.Seed, ((ulong)role << 16) + (ulong)which + 900));

    /// <summary>An account of a population picked by lot; <see cref="Account.None"/> if there is none.</summary>
    public int Any(Population population, ulong bits)
    {
        var all = _byPopulation[(int)population];
        return all.Count == 0 ? Account.None : all[(int)Math.BigMul(RandomStream.Mix(bits), (ulong)all.Count, out _)];
    }
}
