namespace Monitoring.Models.Simulation;

/// <summary>F1: a company's money comes and goes each day, and every day ends as it began.</summary>
internal sealed class FlatBalancePattern : Pattern
{
    public override PatternKind Kind => PatternKind.FlatBalance;

    public override string? Rule => "F1";

    public override Disguise Disguises => Disguise.OddAmounts;

    /// <summary>A little stays each day, so that no two days end alike.</summary>
    public override Disguise LifelikeDisguises => Disguise.OddAmounts | Disguise.PartKept;

    public override bool Suits(in Account account) => account.Population == Population.QuietCompany;

    public override void Prepare(int account, long startMs, Town town, StepHeap heap, ref RandomStream random) =>
        town.Accounts[account].Traits |= AccountTraits.Silent;

    public override void Play(CaseBuilder plan)
    {
        int days = 4 + (plan.Strength / 25);
        if (plan.IsLifelike)
        {
            plan.SilenceMain();
        }

        for (int i = 0; i < days; i++)
        {
            long day = (plan.BeginsMs / Instants.DayMs * Instants.DayMs) + (i * Instants.DayMs);
            long amount = plan.Natural(Spread.Middle(ref plan.Random, 30_000 * Means.Yuan) + (1_000 * Means.Yuan));
            long morning = day + plan.Random.Between(10 * Instants.HourMs, 11 * Instants.HourMs);
            long afternoon = day + plan.Random.Between(14 * Instants.HourMs, 15 * Instants.HourMs);
            plan.Credit(plan.Main, amount, FeedChannel.Transfer, plan.Stranger(), morning);
            long passed = plan.Has(Disguise.PartKept) ? amount * plan.Random.Between(955, 990) / 1000 : amount;
            plan.Debit(plan.Main, passed, FeedChannel.Online, plan.Stranger(), afternoon);
        }
    }
}

/// <summary>F2: a company's account is emptied and stays so, or has no posting since it was opened.</summary>
internal sealed class ZeroOrEmptyPattern : Pattern
{
    public override PatternKind Kind => PatternKind.ZeroOrEmpty;

    public override string? Rule => "F2";

    public override Disguise Disguises => Disguise.None;

    public override int RoomDays => 33;

    public override int CooldownDays => 10_000;

    public override bool Suits(in Account account) => account.Population == Population.QuietCompany;

    public override void Prepare(int account, long startMs, Town town, StepHeap heap, ref RandomStream random)
    {
        ref var owner = ref town.Accounts[account];
        owner.Traits |= AccountTraits.Silent;
        if (IsEmpty(owner))
        {
            owner.Balance = owner.Opening = 0;
        }
    }

    public override void Play(CaseBuilder plan)
    {
        if (!IsEmpty(plan.Town.Accounts[plan.Main]))
        {
            plan.Step(Intent.Single(plan.Main, FeedDirection.Debit, 0, FeedChannel.Transfer, plan.BeginsMs)
                with
            { Kind = IntentKind.Drain, Party = plan.Stranger() });
        }

        var begun = DateOnly.FromDayNumber((int)(plan.BeginsMs / Instants.DayMs));
        var nextMonth = new DateOnly(begun.Year, begun.Month, 1).AddMonths(1);
        plan.EndsAtMark();
        plan.Mark(Instants.Midnight(nextMonth) - 1);
    }

    private static bool IsEmpty(in Account account) => account.Trait(Trait.History, 2) == 0;
}

/// <summary>B1: from one posting on, the source's own running balance is off.</summary>
internal sealed class BalanceBreakPattern : Pattern
{
    public override PatternKind Kind => PatternKind.BalanceBreak;

    public override string? Rule => "B1";

    public override Disguise Disguises => Disguise.None;

    public override int CooldownDays => 10_000;

    public override bool Suits(in Account account) =>
        account.Population is Population.Worker or Population.Shop or Population.Student && account.Staff == Account.None;

    public override void Play(CaseBuilder plan)
    {
        long offBy = plan.Random.Between(1, 10) * plan.Strength * plan.Strength;
        long amount = Spread.Middle(ref plan.Random, 500 * Means.Yuan);
        plan.Step(Intent.Single(plan.Main, FeedDirection.Credit, amount, FeedChannel.Transfer, plan.BeginsMs)
            with
        {
            Kind = IntentKind.Break,
            Extra = plan.Random.Permille(500) ? offBy : -offBy,
            Party = plan.Town.UsualParty(plan.Town.Accounts[plan.Main], PartyRole.Relative),
        });
    }
}

/// <summary>B2: a debit beyond what the account holds.</summary>
internal sealed class OverdrawnPattern : Pattern
{
    public override PatternKind Kind => PatternKind.Overdrawn;

    public override string? Rule => "B2";

    public override Disguise Disguises => Disguise.None;

    public override bool Suits(in Account account) =>
        account.Population is Population.Worker or Population.Student or Population.Pensioner && account.Staff == Account.None;

    public override void Play(CaseBuilder plan)
    {
        long beyond = Spread.Middle(ref plan.Random, plan.Strength * 20 * Means.Yuan);
        plan.Step(Intent.Single(plan.Main, FeedDirection.Debit, beyond, FeedChannel.Online, plan.BeginsMs)
            with
        {
            Kind = IntentKind.Overdraw,
            Party = plan.Town.UsualParty(plan.Town.Accounts[plan.Main], PartyRole.Merchant),
        });
    }
}

/// <summary>D1: a teller books by hand on an account of his own, or of somebody declared as related.</summary>
internal sealed class SelfDealingPattern : Pattern
{
    public override PatternKind Kind => PatternKind.SelfDealing;

    public override string? Rule => "D1";

    public override Disguise Disguises => Disguise.OddAmounts | Disguise.OverBranches;

    public override Disguise LifelikeDisguises => Disguises | Disguise.StrawMan;

    public override int CooldownDays => 5;

    public override bool Suits(in Account account) => account.Population == Population.Worker && account.Staff != Account.None;

    public override void Play(CaseBuilder plan)
    {
        int count = 1 + (plan.Strength / 20);
        int staff = plan.Town.Accounts[plan.Main].Staff;
        long[] times = plan.Times(count, plan.BeginsMs, plan.Span(10 * Instants.DayMs), FeedChannel.Counter);
        foreach (long at in times)
        {
            long amount = plan.Random.Between(5, 5 + plan.Strength) * 100 * Means.Yuan;
            amount *= plan.IsLifelike ? 3 : 1;
            plan.Step(Intent.Single(plan.Main, FeedDirection.Credit, amount, FeedChannel.Counter, at) with { Teller = (short)staff });
            if (plan.IsLifelike)
            {
                long gone = at + plan.Span(plan.Random.Between(2, 40) * Instants.HourMs);
                plan.Debit(plan.Main, amount * plan.PassedPermille() / 1000, FeedChannel.Online, plan.Stranger(), gone);
            }
        }
    }
}
