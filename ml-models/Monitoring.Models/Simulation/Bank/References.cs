namespace Monitoring.Models.Simulation;

/// <summary>The town as reference records of the feed.</summary>
internal static class References
{
    public static IEnumerable<SimulatedReference> Of(Town town)
    {
        foreach (var branch in town.Branches.All)
        {
            yield return branch;
        }

        for (int i = 0; i < town.CustomerCount; i++)
        {
            yield return OfAccount(town, town.Accounts[i]);
        }

        int settlements = town.FirstAtmAccount == Account.None ? 0 : 1 + town.Branches.Count;
        for (int i = town.CustomerCount; i < town.CustomerCount + settlements; i++)
        {
            yield return OfSettlement(town, town.Accounts[i]);
        }
    }

    public static SimulatedAccount OfAccount(Town town, in Account account)
    {
        string? staff = account.Staff == Account.None || account.Is(AccountTraits.Undeclared) ? null : town.Branches.Staff(account.Staff);
        bool owned = account.Is(AccountTraits.OwnedByStaff);
        return new SimulatedAccount
        {
            Id = account.Id,
            Branch = town.Branches.Id(account.Branch),
            Kind = account.Kind,
            Currency = town.Options.Currency,
            OpenedAt = Instants.ToInstant(account.OpenedMs, town.Options.Start.Offset),
            WalkIn = account.Is(AccountTraits.WalkIn),
            OpeningBalance = account.Opening,
            Customer = "C-" + account.Id[4..],
            DeclaredCounterparties = Declared(town, account),
            OwnerStaff = owned ? staff : null,
            RelatedStaff = staff is null || owned ? [] : [staff],
            Population = account.Population,
        };
    }

    /// <summary>Companies declare the parties they mean to trade with.</summary>
    private static IReadOnlyList<string> Declared(Town town, in Account account) => account.Population switch
    {
        Population.Company or Population.Wholesaler =>
        [
            town.Parties.Get(town.UsualParty(account, PartyRole.Buyer)).Id,
            town.Parties.Get(town.UsualParty(account, PartyRole.Supplier)).Id,
        ],
        Population.Farmer => [town.Parties.Get(town.UsualParty(account, PartyRole.GrainBuyer)).Id],
        _ => [],
    };

    private static SimulatedSettlementAccount OfSettlement(Town town, in Account account) => new()
    {
        Id = account.Id,
        Branch = town.Branches.Id(account.Branch),
        Kind = account.Settlement,
        Currency = town.Options.Currency,
    };
}
