namespace Monitoring.Models.Simulation;

/// <summary>A sort of planted case: which accounts suit it, and what happens in it.</summary>
internal abstract class Pattern
{
    /// <summary>Disguises that take a case out of a rule's reach; the others only blur it.</summary>
    private const Disguise Evasive = Disguise.OverWeeks | Disguise.BeneathLimits | Disguise.PartKept | Disguise.StrawMan;

    protected const Disguise MoneyDisguises =
        Disguise.OverBranches | Disguise.OverWeeks | Disguise.BeneathLimits | Disguise.PartKept | Disguise.OddAmounts | Disguise.AtNight;

    public abstract PatternKind Kind { get; }

    /// <summary>The rule meant to catch the undisguised form; null when none is.</summary>
    public abstract string? Rule { get; }

    /// <summary>The disguises this pattern can wear.</summary>
    public virtual Disguise Disguises => MoneyDisguises;

    /// <summary>The disguises of a lifelike case.</summary>
    public virtual Disguise LifelikeDisguises => Disguises;

    /// <summary>The disguises that take a lifelike case out of its rule's reach; each that hides wears one of them at least.</summary>
    public virtual Disguise LifelikeEvasions => Evasive & LifelikeDisguises;

    /// <summary>In an endless run, an account serves again after so many days.</summary>
    public virtual int CooldownDays => 40;

    /// <summary>Room a case needs before the end of a run of given length, days.</summary>
    public virtual int RoomDays => 25;

    /// <summary>
    /// The first day of a run of given length on which such a case may begin. Several large sums in a row are only large for the account
    /// as long as they are a small part of its year: such patterns wait until there is a year to compare with.
    /// </summary>
    public virtual int EarliestDay => 5;

    /// <summary>The first day of a run on which a lifelike case may begin: ordinary life has been seen by then.</summary>
    public virtual int EarliestLifelikeDay => 30;

    /// <summary>The case has an account made for it in an endless run.</summary>
    public virtual bool OpensAccount => false;

    public abstract bool Suits(in Account account);

    /// <summary>Whether the account can have a lifelike case.</summary>
    public virtual bool SuitsLifelike(in Account account) => Suits(account);

    /// <summary>The account is set aside for a case that begins at <paramref name="startMs"/>: a past can be written for it.</summary>
    public virtual void Prepare(int account, long startMs, Town town, StepHeap heap, ref RandomStream random)
    {
    }

    /// <summary>When the case may begin, given the instant drawn for it.</summary>
    public virtual long StartFor(in Account account, long drawnMs, Town town) => drawnMs;

    public bool IsClear(Disguise disguise) => Rule is not null && (disguise & Evasive) == 0;

    /// <summary>Lays out the steps of a case.</summary>
    public abstract void Play(CaseBuilder plan);

    protected static bool IsCalmPerson(in Account account) =>
        account.Staff == Account.None
        && account.Population is Population.Worker or Population.Farmer or Population.Student or Population.Pensioner;

    /// <summary>A person with a posting on most days.</summary>
    protected static bool IsBusyPerson(in Account account) =>
        account.Staff == Account.None && account.Population is Population.Worker or Population.Student;

    /// <summary>Any customer with a life of his own; staff are left to the pattern about them.</summary>
    protected static bool IsAnybody(in Account account) =>
        account.Staff == Account.None && account.Population is not (Population.Dormant or Population.Newcomer or Population.Loan);

    protected static bool IsCalm(in Account account) => IsCalmPerson(account) || account.Population == Population.QuietCompany;
}
