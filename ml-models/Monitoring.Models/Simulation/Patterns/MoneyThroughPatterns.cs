namespace Monitoring.Models.Simulation;

/// <summary>M1: several large credits and debits in days, or one of each within a day with the same party.</summary>
internal sealed class RapidRoundTripPattern : Pattern
{
    private const int BusyDays = 130;

    public override PatternKind Kind => PatternKind.RapidRoundTrip;

    public override string? Rule => "M1";

    public override bool Suits(in Account account) => IsCalm(account);

    public override bool SuitsLifelike(in Account account) => IsAnybody(account);

    public override void Play(CaseBuilder plan)
    {
        ref var main = ref plan.Town.Accounts[plan.Main];
        bool hasYear = plan.BeginsMs - Instants.Midnight(plan.Town.FirstDate) >= BusyDays * Instants.DayMs;
        if (plan.IsLifelike ? plan.Random.Permille(600) : IsBusyPerson(main) && hasYear)
        {
            PlayRepeated(plan);
        }
        else
        {
            PlaySameParty(plan);
        }
    }

    private static void PlaySameParty(CaseBuilder plan)
    {
        int party = plan.Stranger();
        long amount = plan.LargeFor(plan.Main);
        long back = amount * plan.PassedPermille() / 1000;
        long span = plan.Span(plan.Has(Disguise.OverWeeks) ? 12 * Instants.DayMs : 7 * Instants.HourMs);
        plan.Credit(plan.Main, amount, FeedChannel.Transfer, party, plan.BeginsMs);
        plan.Debit(plan.Main, back, FeedChannel.Online, party, plan.BeginsMs + span);
    }

    private static void PlayRepeated(CaseBuilder plan)
    {
        int count = plan.IsLifelike ? 2 + (plan.Strength / 34) : 2 + plan.Random.Below(2);
        long span = plan.Has(Disguise.OverWeeks) ? plan.DaysOrWeeks(20) : plan.Span(3 * Instants.DayMs);
        long[] credits = plan.Times(count, plan.BeginsMs, span * 45 / 100, FeedChannel.Transfer);
        long[] debits = plan.Times(count, credits[^1] + (span / 20), span * 45 / 100, FeedChannel.Online);
        int passed = plan.PassedPermille();
        for (int i = 0; i < count; i++)
        {
            long amount = plan.LargeFor(plan.Main);
            plan.Credit(plan.Main, amount, FeedChannel.Transfer, plan.Stranger(), credits[i]);
            plan.Debit(plan.Main, amount * passed / 1000, FeedChannel.Online, plan.Stranger(), debits[i]);
        }
    }
}

/// <summary>Money that goes round through accounts of the bank, a little kept at each, and leaves where it came from.</summary>
internal sealed class RingPattern : Pattern
{
    public override PatternKind Kind => PatternKind.Ring;

    public override string? Rule => "M1";

    public override int EarliestDay => 130;

    public override bool Suits(in Account account) => IsBusyPerson(account);

    public override bool SuitsLifelike(in Account account) => IsAnybody(account);

    public override void Play(CaseBuilder plan)
    {
        int[] others = plan.Helpers(2 + plan.Random.Below(3), CaseRole.RingMember, account => IsCalm(account));
        int rounds = plan.Has(Disguise.PartKept) ? 1 : plan.IsLifelike ? 2 + (plan.Strength / 67) : 2;
        int[] ring = [plan.Main, .. others];
        long amount = plan.IsLifelike ? plan.LargeFor(plan.Main) : ring.Max(plan.LargeFor);
        long span = plan.Has(Disguise.OverWeeks) ? plan.DaysOrWeeks(20) : plan.Span(2 * Instants.DayMs);
        long step = span / ((rounds * ring.Length) + 2);
        long at = plan.BeginsMs;
        int source = plan.Stranger();
        plan.Credit(plan.Main, amount, FeedChannel.Transfer, source, at);
        for (int hop = 0; hop < rounds * ring.Length; hop++)
        {
            at += step - plan.Random.Below((int)Math.Max(1, step / 5));
            plan.Pay(ring[hop % ring.Length], ring[(hop + 1) % ring.Length], amount, FeedChannel.Online, at);
            amount -= amount * plan.Random.Below(8) / 1000;
        }

        long back = plan.IsLifelike ? amount * plan.PassedPermille() / 1000 : amount;
        plan.Debit(plan.Main, back, FeedChannel.Transfer, source, at + step);
    }
}
