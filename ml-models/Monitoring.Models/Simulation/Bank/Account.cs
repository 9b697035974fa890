namespace Monitoring.Models.Simulation;

/// <summary>State of one account or settlement account in the simulator's own books.</summary>
internal struct Account
{
    public const int None = -1;

    public string Id;

    /// <summary>Source of everything that is particular to this account.</summary>
    public ulong Seed;

    /// <summary>Exact, minor units.</summary>
    public long Balance;

    public long Opening;

    /// <summary>What the source's reported balance is off by; zero unless a break was planted.</summary>
    public long Reported;

    /// <summary>Planted money that ordinary spending leaves alone.</summary>
    public long Reserve;

    public long OpenedMs;

    /// <summary>Last customer-initiated movement; zero: none known.</summary>
    public long LastCustomerMs;

    public int Branch;

    /// <summary>Another account this one belongs with: employer, parent, borrower; <see cref="None"/> if outside the bank.</summary>
    public int Link;

    /// <summary>Staff number of the owner or a relative of the owner, or <see cref="None"/>.</summary>
    public int Staff;

    /// <summary>For companies: how many accounts of the bank they pay a salary to.</summary>
    public int Employees;

    public Population Population;

    public FeedAccountKind Kind;

    public FeedSettlementKind Settlement;

    public AccountTraits Traits;

    public readonly bool Is(AccountTraits trait) => (Traits & trait) != 0;

    public readonly bool MayGoNegative =>
        Is(AccountTraits.IsSettlement) || Kind is FeedAccountKind.Loan or FeedAccountKind.Internal;

    /// <summary>A number that stays with the account, from 0 up to, not including, <paramref name="bound"/>.</summary>
    public readonly int Trait(Trait trait, int bound) =>
        (int)Math.BigMul(RandomStream.Derive(Seed, (ulong)trait), (ulong)bound, out _);

    /// <summary>A stream of chance that stays with the account and trait.</summary>
    public readonly RandomStream Stream(Trait trait) => new(RandomStream.Derive(Seed, (ulong)trait));
}
