namespace Monitoring.Models.Simulation;

/// <summary>M2: one or two large credits leave in many small debits.</summary>
internal sealed class LumpInPiecemealOutPattern : Pattern
{
    public override PatternKind Kind => PatternKind.LumpInPiecemealOut;

    public override string? Rule => "M2";

    public override bool Suits(in Account account) => IsCalm(account);

    public override bool SuitsLifelike(in Account account) => IsAnybody(account);

    public override void Play(CaseBuilder plan)
    {
        int lumps = 1 + plan.Random.Below(2);
        long[] arrivals = plan.Times(lumps, plan.BeginsMs, plan.Span(12 * Instants.HourMs), FeedChannel.Transfer);
        long total = 0;
        foreach (long at in arrivals)
        {
            long amount = plan.LargeFor(plan.Main);
            plan.Credit(plan.Main, amount, FeedChannel.Transfer, plan.Stranger(), at);
            total += amount;
        }

        Pieces.Out(plan, total * plan.PassedPermille() / 1000, arrivals[^1] + Instants.MinuteMs, plan.DaysOrWeeks(4));
    }
}

/// <summary>M3: many credits gathered, then leave at once.</summary>
internal sealed class PiecemealInLumpOutPattern : Pattern
{
    public override PatternKind Kind => PatternKind.PiecemealInLumpOut;

    public override string? Rule => "M3";

    public override bool Suits(in Account account) => IsCalm(account);

    public override bool SuitsLifelike(in Account account) => IsAnybody(account);

    public override void Play(CaseBuilder plan)
    {
        // Twice what is large, so that a salary or pension that falls among the pieces does not change the picture.
        long total = 2 * plan.LargeFor(plan.Main);
        long lastMs = Pieces.In(plan, total, plan.BeginsMs, plan.DaysOrWeeks(4));
        long passed = total * plan.GatheredPermille() / 1000;
        plan.Debit(plan.Main, passed, FeedChannel.Transfer, plan.Stranger(), lastMs + plan.Span(8 * Instants.HourMs));
    }
}

/// <summary>Sums that come or go in pieces, by several ways.</summary>
internal static class Pieces
{
    private static readonly FeedChannel[] WaysOut = [FeedChannel.Online, FeedChannel.Counter, FeedChannel.Online, FeedChannel.Transfer];

    public static int CountFor(CaseBuilder plan, long total)
    {
        if (plan.IsLifelike)
        {
            return 5 + (plan.Strength / 7) + plan.Random.Below(3);
        }

        // Each piece well beneath the limit for large amounts, the more pieces the stronger.
        long limit = Means.Limit(plan.Town.Accounts[plan.Main]);
        int least = (int)Math.Max(7, (total * 2 / limit) + 1);
        return least + (plan.Strength / 12) + plan.Random.Below(4);
    }

    public static void Out(CaseBuilder plan, long total, long fromMs, long spanMs)
    {
        int count = CountFor(plan, total);
        long[] parts = plan.Split(total, count);
        int[] parties = plan.Strangers(Math.Min(count, 3 + plan.Random.Below(4)));
        long[] times = plan.Times(count, fromMs, spanMs, FeedChannel.Online);
        for (int i = 0; i < count; i++)
        {
            var channel = WaysOut[plan.Random.Below(WaysOut.Length)];
            channel = plan.IsLifelike && plan.Has(Disguise.AtNight) ? FeedChannel.Online : channel;
            int party = channel == FeedChannel.Counter ? PartyBook.None : parties[i % parties.Length];
            plan.Debit(plan.Main, parts[i], channel, party, times[i]);
        }
    }

    /// <summary>Returns the instant of the last piece.</summary>
    public static long In(CaseBuilder plan, long total, long fromMs, long spanMs)
    {
        int count = CountFor(plan, total);
        long[] parts = plan.Split(total, count);
        int[] parties = plan.Strangers(count);
        long[] times = plan.Times(count, fromMs, spanMs, FeedChannel.Transfer);
        for (int i = 0; i < count; i++)
        {
            bool isCash = plan.Random.Permille(250) && !(plan.IsLifelike && plan.Has(Disguise.AtNight));
            var channel = isCash ? FeedChannel.Counter : FeedChannel.Transfer;
            times[i] = plan.Kept(channel, times[i]);
            plan.Credit(plan.Main, parts[i], channel, isCash ? PartyBook.None : parties[i], times[i]);
        }

        return plan.IsLifelike ? times.Max() + Instants.MinuteMs : times[^1];
    }
}
