using System.Numerics;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using static Monitoring.Domain.Model.Feature;

namespace Monitoring.Domain.Model;

/// <summary>Reads the features off an account's state. Pure, thread-safe, without allocation.</summary>
public static class Features
{
    /// <summary>
    /// The vector as of the account's last customer-initiated posting; <see cref="FeatureSchema"/> says what each number is.
    /// </summary>
    /// <param name="state">The account.</param>
    /// <param name="large">The bank's limits of what is large: sizes are measured by them.</param>
    /// <param name="vector">Where to; <see cref="FeatureSchema.Length"/> numbers.</param>
    /// <returns><c>false</c> when the account has none: no deposit account of a customer, or no such posting yet.</returns>
    public static bool Fill(LedgerState state, LargeParameters large, Span<float> vector)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(large);
        if (vector.Length != FeatureSchema.Length) throw new ArgumentException($"A vector has {FeatureSchema.Length} numbers.", nameof(vector));
        if (!state.IsCustomerAccount || !state.Detection.HasFeatures) return false;
        ref readonly var features = ref state.Detection.Features;
        var limit = large.LimitOf(state.Account!.Kind, state.Currency);
        ref readonly var last = ref features.Last;
        var day = SumOf(features.Blocks);
        var days = SumOf(features.DayBuckets);
        var (month, ten) = (SumOf(features.MixBuckets, FeatureState.Mixes), SumOf(features.MixBuckets, 2));
        FillPosting(vector, last, limit);
        FillFlows(vector, day, days, month, limit);
        FillPassing(vector, month, ten);
        FillUsual(vector, state, features, days, month, limit);
        FillParties(vector, month, ten);
        FillMix(vector, month);
        FillAccount(vector, state, features, limit, days, month);
        return true;
    }

    private static void FillPosting(Span<float> to, in LastPosting last, long limit)
    {
        to[(int)AmountSize] = Scales.Size(Math.Abs((double)last.Signed), limit);
        to[(int)IsCredit] = Flag(last.Signed > 0);
        to[(int)PartyIsNew] = Flag(last.PartyIsNew);
        to[(int)PartyMonths] = Scales.Count(last.PartyMonths);
        to[(int)HasParty] = Flag(last.HasParty);
        to[(int)Silence] = Scales.Days(last.SilenceHours / 24.0);
        to[(int)IsOwnTeller] = Flag(last.OwnTeller);
        to[(int)IsNight] = Flag(last.Night);
    }

    private static void FillFlows(Span<float> to, in FlowBucket day, in FlowBucket days, in MixBucket month, long limit)
    {
        to[(int)SizeIn1d] = Scales.Size(day.In, limit);
        to[(int)SizeOut1d] = Scales.Size(day.Out, limit);
        to[(int)CountIn1d] = Scales.Count(day.InCount);
        to[(int)CountOut1d] = Scales.Count(day.OutCount);
        to[(int)SizeIn5d] = Scales.Size(days.In, limit);
        to[(int)SizeOut5d] = Scales.Size(days.Out, limit);
        to[(int)CountIn5d] = Scales.Count(days.InCount);
        to[(int)CountOut5d] = Scales.Count(days.OutCount);
        to[(int)SizeIn30d] = Scales.Size(month.In, limit);
        to[(int)SizeOut30d] = Scales.Size(month.Out, limit);
        to[(int)CountIn30d] = Scales.Count(month.InCount);
        to[(int)CountOut30d] = Scales.Count(month.OutCount);
        to[(int)Turnover30d] = Scales.Size((double)month.In + month.Out, limit);
        to[(int)OutShare1d] = Scales.Share(day.Out, (double)day.In + day.Out);
        to[(int)OutShare5d] = Scales.Share(days.Out, (double)days.In + days.Out);
        to[(int)OutShare30d] = Scales.Share(month.Out, (double)month.In + month.Out);
        to[(int)Gap1d] = Scales.Gap(day.In, day.Out);
        to[(int)Gap5d] = Scales.Gap(days.In, days.Out);
        to[(int)Gap30d] = Scales.Gap(month.In, month.Out);
        to[(int)InMeanSize30d] = Scales.Size(month.In / Math.Max(1.0, month.InCount), limit);
        to[(int)OutMeanSize30d] = Scales.Size(month.Out / Math.Max(1.0, month.OutCount), limit);
    }

    private static void FillPassing(Span<float> to, in MixBucket month, in MixBucket ten)
    {
        to[(int)Left3h] = Scales.Share(ten.Left3h, ten.In);
        to[(int)Left24h] = Scales.Share(ten.Left24h, ten.In);
        to[(int)Left24h30d] = Scales.Share(month.Left24h, month.In);
        to[(int)ReturnedShare] = Scales.Share(ten.Returned, ten.In);
    }

    private static void FillUsual(Span<float> to, LedgerState state, in FeatureState features, in FlowBucket days, in MixBucket month, long limit)
    {
        ref readonly var last = ref features.Last;
        var from = last.At - (RecentPostings.DaysMax * TimeSpan.TicksPerDay);
        var (postings, percentile) = state.Detection.Amounts.Before(last.Month, state.Detection.Recent, from);
        to[(int)AmountOverUsual] = postings == 0 ? 0 : Scales.Ratio(Math.Abs((double)last.Signed), percentile, limit);
        to[(int)UsualPostings] = Scales.Count(postings);
        ref readonly var usual = ref features.Usual;
        var known = usual.Count > 0;
        to[(int)InOverUsual] = known ? Scales.Ratio(month.In / (double)FeatureState.Mixes, usual.In, limit) : 0;
        to[(int)OutOverUsual] = known ? Scales.Ratio(month.Out / (double)FeatureState.Mixes, usual.Out, limit) : 0;
        to[(int)In5dOverUsual] = known ? Scales.Ratio(days.In, usual.In, limit) : 0;
        to[(int)Out5dOverUsual] = known ? Scales.Ratio(days.Out, usual.Out, limit) : 0;
        to[(int)HistoryLength] = Scales.Count(usual.Count);
    }

    private static void FillParties(Span<float> to, in MixBucket month, in MixBucket ten)
    {
        to[(int)PartiesIn30d] = Scales.Count(BitOperations.PopCount(month.PartiesIn));
        to[(int)PartiesOut30d] = Scales.Count(BitOperations.PopCount(month.PartiesOut));
        to[(int)PartiesIn10d] = Scales.Count(BitOperations.PopCount(ten.PartiesIn));
        to[(int)PartiesOut10d] = Scales.Count(BitOperations.PopCount(ten.PartiesOut));
        to[(int)NewPartyInShare] = Scales.Share(month.NewIn, month.InCount);
        to[(int)NewPartyOutShare] = Scales.Share(month.NewOut, month.OutCount);
        to[(int)Branches30d] = Scales.Count(BitOperations.PopCount(month.Branches));
    }

    private static void FillMix(Span<float> to, in MixBucket month)
    {
        double all = month.InCount + month.OutCount;
        to[(int)NightShare] = Scales.Share(month.Night, all);
        to[(int)RoundShare] = Scales.Share(month.Round, all);
        to[(int)BeneathLimitShare] = Scales.Share(month.Beneath, all);
        to[(int)BeneathLimitCount] = Scales.Count(month.Beneath);
        to[(int)CounterShare] = Scales.Share(month.Counter, all);
        to[(int)CashMachineShare] = Scales.Share(month.CashMachine, all);
        to[(int)RemoteShare] = Scales.Share(month.Remote, all);
        to[(int)AwayShare] = Scales.Share(month.Away, all);
        to[(int)HabitShare] = Scales.Share(month.Habit, (double)month.In + month.Out);
    }

    private static void FillAccount(
        Span<float> to, LedgerState state, in FeatureState features, long limit, in FlowBucket days, in MixBucket month)
    {
        ref readonly var last = ref features.Last;
        var account = state.Account!;
        var since = account.OpenedAt?.UtcTicks ?? state.FirstPosting;
        to[(int)LongestSilence30d] = Scales.Days(features.LongestSilenceHours / 24.0);
        to[(int)Age] = Scales.Days((double)(last.At - since) / TimeSpan.TicksPerDay);
        to[(int)AgeIsKnown] = Flag(account.OpenedAt is not null);
        to[(int)BalanceSize] = Scales.Size(last.BalanceAfter, limit);
        to[(int)BalanceKept] = Scales.Share(Math.Max(0, last.BalanceAfter), Math.Max(0, last.BalanceAfter) + (double)days.Out);
        to[(int)TurnoverOverBalance] = Scales.Ratio((double)month.In + month.Out, features.UsualBalance, limit);
        to[(int)IsCorporate] = Flag(account.Kind == AccountKind.CorporateCurrent);
        to[(int)IsWalkIn] = Flag(account.OpenedBy == OpenedBy.WalkIn);
    }

    private static FlowBucket SumOf(ReadOnlySpan<FlowBucket> buckets)
    {
        var sum = default(FlowBucket);
        foreach (ref readonly var bucket in buckets)
        {
            sum.In = Sums.Add(sum.In, bucket.In);
            sum.Out = Sums.Add(sum.Out, bucket.Out);
            sum.InCount = (ushort)Math.Min(sum.InCount + bucket.InCount, ushort.MaxValue);
            sum.OutCount = (ushort)Math.Min(sum.OutCount + bucket.OutCount, ushort.MaxValue);
        }

        return sum;
    }

    /// <summary>The window of the latest <paramref name="blocks"/> blocks.</summary>
    private static MixBucket SumOf(ReadOnlySpan<MixBucket> buckets, int blocks)
    {
        var sum = default(MixBucket);
        foreach (ref readonly var bucket in buckets)
        {
            if (bucket.Key > buckets[^1].Key - blocks) sum.Add(bucket);
        }

        return sum;
    }

    private static float Flag(bool holds) => holds ? 1 : 0;
}
