namespace Monitoring.Models.Simulation;

/// <summary>Something meant to happen at an instant; whether and with what amount is decided by the books when it comes.</summary>
internal struct Intent
{
    public long AtMs;

    /// <summary>Minor units.</summary>
    public long Amount;

    public long Extra;

    public int Account;

    /// <summary>Account of the bank on the other side, or <see cref="Monitoring.Models.Simulation.Account.None"/>.</summary>
    public int Other;

    /// <summary>Party outside the bank, or <see cref="PartyBook.None"/>.</summary>
    public int Party;

    /// <summary>Number of the planted case, or -1.</summary>
    public int Case;

    /// <summary>Branch it is booked at, or -1 for the account's own.</summary>
    public short Branch;

    /// <summary>Staff number who books it by hand, or -1 for whoever is at the counter.</summary>
    public short Teller;

    /// <summary>The event of an ordinary life it belongs to.</summary>
    public LifeEventKind Event;

    public IntentKind Kind;
    public FeedChannel Channel;
    public FeedDirection Direction;
    public Narrative Narrative;
    public SimulatedPosting? Target;

    public readonly bool IsPlanted => Case >= 0;

    public static Intent Single(int account, FeedDirection direction, long amount, FeedChannel channel, long atMs) => new()
    {
        Kind = IntentKind.Single,
        Account = account,
        Direction = direction,
        Amount = amount,
        Channel = channel,
        AtMs = atMs,
        Other = Simulation.Account.None,
        Party = PartyBook.None,
        Case = -1,
        Branch = -1,
        Teller = -1,
    };

    public static Intent Transfer(int from, int to, long amount, FeedChannel channel, long atMs) =>
        Single(from, FeedDirection.Debit, amount, channel, atMs) with { Kind = IntentKind.Transfer, Other = to };
}
