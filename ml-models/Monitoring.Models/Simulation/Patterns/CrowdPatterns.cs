namespace Monitoring.Models.Simulation;

/// <summary>Many accounts of the bank, fed with cash, pay one that passes it on.</summary>
internal sealed class FanInPattern : Pattern
{
    public override PatternKind Kind => PatternKind.FanIn;

    public override string? Rule => "M3";

    public override bool Suits(in Account account) => IsCalm(account);

    public override void Play(CaseBuilder plan)
    {
        long total = 2 * plan.LargeFor(plan.Main);
        int[] helpers = plan.Helpers(Pieces.CountFor(plan, total), account => IsCalmPerson(account));
        if (helpers.Length == 0)
        {
            return;
        }

        long[] parts = plan.Split(total, helpers.Length);
        long[] times = plan.Times(helpers.Length, plan.BeginsMs + Instants.HourMs, plan.DaysOrWeeks(4), FeedChannel.Online);
        for (int i = 0; i < helpers.Length; i++)
        {
            long before = times[i] - (plan.Random.Between(10, 50) * Instants.MinuteMs);
            plan.Credit(helpers[i], parts[i], FeedChannel.Counter, PartyBook.None, before);
            plan.Pay(helpers[i], plan.Main, parts[i], FeedChannel.Online, times[i]);
        }

        long passed = total * plan.GatheredPermille() / 1000;
        plan.Debit(plan.Main, passed, FeedChannel.Transfer, plan.Stranger(), times[^1] + plan.Span(6 * Instants.HourMs));
    }
}

/// <summary>One account, paid at once, pays many accounts of the bank, which draw it in cash.</summary>
internal sealed class FanOutPattern : Pattern
{
    public override PatternKind Kind => PatternKind.FanOut;

    public override string? Rule => "M2";

    public override bool Suits(in Account account) => IsCalm(account);

    public override void Play(CaseBuilder plan)
    {
        long lump = plan.LargeFor(plan.Main);
        long total = lump * plan.PassedPermille() / 1000;
        int[] helpers = plan.Helpers(Pieces.CountFor(plan, total), account => IsCalmPerson(account));
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

    public override void Play(CaseBuilder plan)
    {
        int count = 3 + (plan.Strength / 15);
        long[] times = plan.Times(count, plan.BeginsMs, plan.DaysOrWeeks(9), FeedChannel.Counter);
        foreach (long at in times)
        {
            long beneath = Means.LargePersonal * plan.Random.Between(88, 99) / 100;
            long amount = plan.Has(Disguise.OddAmounts) ? beneath - plan.Random.Below(50_000) : Spread.Round(beneath, 100 * Means.Yuan);
            plan.Credit(plan.Main, amount, FeedChannel.Counter, PartyBook.None, at);
        }
    }
}
