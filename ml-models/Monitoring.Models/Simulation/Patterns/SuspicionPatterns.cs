namespace Monitoring.Models.Simulation;

/// <summary>S1: after half a year and more of silence, large money.</summary>
internal sealed class DormantThenSuddenPattern : Pattern
{
    public override PatternKind Kind => PatternKind.DormantThenSudden;

    public override string? Rule => "S1";

    public override Disguise Disguises => Disguise.BeneathLimits | Disguise.OddAmounts | Disguise.AtNight;

    public override int CooldownDays => 200;

    public override bool Suits(in Account account) => account.Population == Population.Dormant;

    public override void Play(CaseBuilder plan)
    {
        long amount = plan.LargeFor(plan.Main);
        plan.Credit(plan.Main, amount, FeedChannel.Transfer, plan.Stranger(), plan.BeginsMs);
        if (plan.Random.Permille(plan.IsLifelike ? 850 : 700))
        {
            long passed = amount * plan.PassedPermille() / 1000;
            plan.Debit(plan.Main, passed, FeedChannel.Online, plan.Stranger(), plan.BeginsMs + plan.Span(30 * Instants.HourMs));
        }
    }
}

/// <summary>S3: a large transfer with a party the account has never dealt with.</summary>
internal sealed class UnrelatedCounterpartyPattern : Pattern
{
    private const int PastDays = 200;
    private const int PastStepDays = 8;

    /// <summary>A run's own life counts as enough past from this day on.</summary>
    private const int OwnPastDays = 100;

    public override PatternKind Kind => PatternKind.UnrelatedCounterparty;

    public override string? Rule => "S3";

    public override Disguise Disguises => Disguise.BeneathLimits | Disguise.OddAmounts | Disguise.AtNight;

    public override int CooldownDays => 15;

    public override bool Suits(in Account account) => IsCalmPerson(account);

    /// <summary>Gives an account without enough past in the run a modest one with the same two parties, and never a deficit.</summary>
    public override void Prepare(int account, long startMs, Town town, StepHeap heap, ref RandomStream random)
    {
        if (startMs - Instants.Midnight(town.FirstDate) >= OwnPastDays * Instants.DayMs)
        {
            return;
        }

        int payer = town.UsualParty(town.Accounts[account], PartyRole.Relative, 7);
        int payee = town.UsualParty(town.Accounts[account], PartyRole.Merchant, 7);
        for (int ago = PastDays; ago > 10; ago -= PastStepDays)
        {
            long day = Instants.Midnight(town.FirstDate) - (ago * Instants.DayMs);
            long amount = Spread.Round(Spread.Narrow(ref random, 1_500 * Means.Yuan), 10 * Means.Yuan);
            heap.Add(Intent.Single(account, FeedDirection.Credit, amount, FeedChannel.Transfer, day + Hours.Office(ref random))
                with
            { Party = payer, Narrative = Narrative.Allowance });
            long later = day + (2 * Instants.DayMs) + Hours.Office(ref random);
            heap.Add(Intent.Single(account, FeedDirection.Debit, amount * 9 / 10, FeedChannel.Online, later)
                with
            { Party = payee, Narrative = Narrative.Purchase });
        }
    }

    public override int EarliestLifelikeDay => OwnPastDays;

    public override bool SuitsLifelike(in Account account) => IsAnybody(account);

    public override void Play(CaseBuilder plan)
    {
        if (plan.IsLifelike)
        {
            PlaySeveral(plan);
            return;
        }

        long amount = plan.LargeFor(plan.Main);
        bool canPay = plan.Town.Accounts[plan.Main].Balance > amount + (amount / 10);
        if (canPay)
        {
            plan.Debit(plan.Main, amount, FeedChannel.Transfer, plan.Stranger(), plan.BeginsMs);
        }
        else
        {
            plan.Credit(plan.Main, amount, FeedChannel.Transfer, plan.Stranger(), plan.BeginsMs);
        }
    }

    /// <summary>Several parties, none of them known; of money that came, most leaves again for others.</summary>
    private static void PlaySeveral(CaseBuilder plan)
    {
        int count = (plan.Has(Disguise.BeneathLimits) ? 2 : 1) + (plan.Strength / 34);
        long[] times = plan.Times(count, plan.BeginsMs, plan.Span(12 * Instants.DayMs), FeedChannel.Online);
        bool canPay = plan.Town.Accounts[plan.Main].Balance > plan.LargeFor(plan.Main) * (count + 1);
        foreach (long at in times)
        {
            long amount = plan.LargeFor(plan.Main);
            if (!canPay)
            {
                plan.Credit(plan.Main, amount, FeedChannel.Transfer, plan.Stranger(), at);
            }

            if (canPay || plan.Random.Permille(700))
            {
                long passed = canPay ? amount : amount * plan.PassedPermille() / 1000;
                long later = canPay ? at : at + plan.Span(plan.Random.Between(6, 72) * Instants.HourMs);
                plan.Debit(plan.Main, passed, FeedChannel.Online, plan.Stranger(), later);
            }
        }
    }
}

/// <summary>S4: an account opened by a walk-in, and within weeks large money in and out.</summary>
internal sealed class SelfOpenedThenLargePattern : Pattern
{
    private const int LatestDays = 8;

    public override PatternKind Kind => PatternKind.SelfOpenedThenLarge;

    public override string? Rule => "S4";

    public override Disguise Disguises => Disguise.BeneathLimits | Disguise.PartKept | Disguise.OddAmounts | Disguise.AtNight;

    /// <summary>The rule asks for large sums both ways, whatever stays.</summary>
    public override Disguise LifelikeEvasions => Disguise.BeneathLimits;

    public override bool OpensAccount => true;

    public override bool Suits(in Account account) => account.Population == Population.Newcomer && account.Is(AccountTraits.WalkIn);

    /// <summary>Within days of the opening, never before the run begins.</summary>
    public override long StartFor(in Account account, long drawnMs, Town town)
    {
        long after = (1 + account.Trait(Trait.History, LatestDays)) * Instants.DayMs;
        return Math.Max(town.StartMs + Instants.HourMs, account.OpenedMs + after);
    }

    public override void Play(CaseBuilder plan)
    {
        int times = 1 + (plan.Strength / 40);
        long at = plan.BeginsMs;
        for (int i = 0; i < times; i++)
        {
            long amount = plan.LargeFor(plan.Main);
            plan.Credit(plan.Main, amount, FeedChannel.Transfer, plan.Stranger(), at);
            at += plan.Span(20 * Instants.HourMs);
            plan.Debit(plan.Main, amount * plan.PassedPermille() / 1000, FeedChannel.Online, plan.Stranger(), at);
            at += plan.Span(30 * Instants.HourMs);
        }
    }
}
