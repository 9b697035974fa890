namespace Monitoring.Models.Simulation;

/// <summary>Many accounts of the bank, fed with cash, pay one that passes it on.</summary>
internal sealed class FanInPattern : CrowdPattern
{
    public override PatternKind Kind => PatternKind.FanIn;

    public override string? Rule => "M3";

    public override bool Suits(in Account account) => IsCalm(account);

    public override bool SuitsLifelike(in Account account) => IsAnybody(account);

    public override void Play(CaseBuilder plan)
    {
        long total = 2 * plan.LargeFor(plan.Main);
        int[] helpers = plan.Helpers(Crowd(plan, total), CaseRole.Feeder, account => IsCalmPerson(account));
        if (helpers.Length == 0)
        {
            return;
        }

        long[] parts = plan.Split(total, helpers.Length);
        long[] times = plan.Times(helpers.Length, plan.BeginsMs + Instants.HourMs, plan.DaysOrWeeks(4), plan.IsLifelike ? FeedChannel.Counter : FeedChannel.Online);
        for (int i = 0; i < helpers.Length; i++)
        {
            long between = plan.Random.Between(10, 50) * Instants.MinuteMs;
            long before = plan.IsLifelike ? times[i] : times[i] - between;
            plan.Credit(helpers[i], parts[i], FeedChannel.Counter, PartyBook.None, before);
            plan.Pay(helpers[i], plan.Main, parts[i], FeedChannel.Online, before + between);
        }

        long passed = total * plan.GatheredPermille() / 1000;
        plan.Debit(plan.Main, passed, FeedChannel.Transfer, plan.Stranger(), times[^1] + Instants.HourMs + plan.Span(5 * Instants.HourMs));
    }
}

/// <summary>One account, paid at once, pays many accounts of the bank, which draw it in cash.</summary>
internal sealed class FanOutPattern : CrowdPattern
{
    public override PatternKind Kind => PatternKind.FanOut;

    public override string? Rule => "M2";

    public override bool Suits(in Account account) => IsCalm(account);

    public override bool SuitsLifelike(in Account account) => IsAnybody(account);

    public override void Play(CaseBuilder plan)
    {
        long lump = plan.LargeFor(plan.Main);
        long total = lump * plan.PassedPermille() / 1000;
        int[] helpers = plan.Helpers(Crowd(plan, total), CaseRole.Drawer, account => IsCalmPerson(account));
        plan.Credit(plan.Main, lump, FeedChannel.Transfer, plan.Stranger(), plan.BeginsMs);
        if (helpers.Length == 0)
        {
            return;
        }

        long[] parts = plan.Split(total, helpers.Length);
        long[] times = plan.Times(helpers.Length, plan.BeginsMs + Instants.MinuteMs, plan.DaysOrWeeks(4), FeedChannel.Online);
        for (int i = 0; i < helpers.Length; i++)
        {
            plan.Pay(plan.Main, helpers[i], parts[i], FeedChannel.Online, times[i]);
            long after = times[i] + (plan.Random.Between(10, 200) * Instants.MinuteMs);
            plan.Debit(helpers[i], parts[i] * 98 / 100, FeedChannel.Counter, PartyBook.None, after);
        }
    }
}

/// <summary>Cash paid in again and again just beneath the limit, at one branch or many.</summary>
internal sealed class StructuringPattern : Pattern
{
    public override PatternKind Kind => PatternKind.Structuring;

    public override string? Rule => null;

    public override Disguise Disguises => Disguise.OverBranches | Disguise.OverWeeks | Disguise.OddAmounts;

    public override bool Suits(in Account account) => IsCalmPerson(account);

    public override bool SuitsLifelike(in Account account) => IsAnybody(account);

    public override void Play(CaseBuilder plan)
    {
        int count = 3 + (plan.Strength / 15);
        long limit = plan.IsLifelike ? Means.Limit(plan.Town.Accounts[plan.Main]) : Means.LargePersonal;
        long[] times = plan.Times(count, plan.BeginsMs, plan.DaysOrWeeks(9), FeedChannel.Counter);
        long total = 0;
        foreach (long at in times)
        {
            long beneath = limit * plan.Random.Between(plan.IsLifelike ? 80 : 88, 99) / 100;
            long amount = plan.Has(Disguise.OddAmounts) ? beneath - plan.Random.Below(50_000) : Spread.Round(beneath, 100 * Means.Yuan);
            plan.Credit(plan.Main, amount, FeedChannel.Counter, PartyBook.None, at);
            total += amount;
        }

        if (plan.IsLifelike && plan.Random.Permille(600))
        {
            PassOn(plan, total * plan.PassedPermille() / 1000, plan.Has(Disguise.OverWeeks) ? count + 1 : 1, times[^1] + Instants.HourMs);
        }
    }

    /// <summary>At once, or in as many transfers as it takes to stay beneath the limit.</summary>
    private static void PassOn(CaseBuilder plan, long total, int parts, long fromMs)
    {
        long[] sums = plan.Split(total, parts);
        long[] times = plan.Times(parts, fromMs, plan.Span(3 * Instants.DayMs), FeedChannel.Online);
        for (int i = 0; i < parts; i++)
        {
            plan.Debit(plan.Main, sums[i], FeedChannel.Online, plan.Stranger(), times[i]);
        }
    }
}

/// <summary>One account and many of the bank that help.</summary>
internal abstract class CrowdPattern : Pattern
{
    protected static int Crowd(CaseBuilder plan, long total) =>
        plan.IsLifelike ? 5 + (plan.Strength / 10) : Pieces.CountFor(plan, total);
}
