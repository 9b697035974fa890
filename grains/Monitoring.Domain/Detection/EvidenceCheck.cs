using Monitoring.Contracts.Alert;

namespace Monitoring.Domain.Detection;

/// <summary>Whether an alert still stands on what is left of its evidence after reversals.</summary>
internal static class EvidenceCheck
{
    public static bool StillStands(AlertRule rule, IReadOnlyList<EvidenceItem> evidence, DetectionParameters parameters)
    {
        var left = evidence.Where(item => !item.Reversed).ToArray();
        return rule switch
        {
            AlertRule.RapidRoundTrip => RoundTrip(left, parameters.RapidRoundTrip),
            AlertRule.LumpInPiecemealOut => Piecemeal(left, lumpSign: 1, parameters.LumpInPiecemealOut),
            AlertRule.PiecemealInLumpOut => Piecemeal(left, lumpSign: -1, parameters.PiecemealInLumpOut),
            AlertRule.SelfOpenedThenLarge => left.Any(item => item.Amount > 0) && left.Any(item => item.Amount < 0),
            // How past days ended is history; a reversal books on its own day.
            AlertRule.FlatBalance => true,
            _ => left.Length > 0,
        };
    }

    private static bool RoundTrip(EvidenceItem[] left, RapidRoundTripParameters parameters)
    {
        var (credits, debits) = (Sum(left, 1), Sum(left, -1));
        var counts = (In: left.Count(item => item.Amount > 0), Out: left.Count(item => item.Amount < 0));
        var enough = (counts.In >= parameters.CountMin && counts.Out >= parameters.CountMin) || counts is (1, 1);
        return enough && RoundTripRule.AreAlike(credits, debits, parameters);
    }

    private static bool Piecemeal(EvidenceItem[] left, int lumpSign, PiecemealParameters parameters)
    {
        var lump = Sum(left, lumpSign);
        return lump > 0 && PiecemealRules.IsPiecemeal(left.Count(item => Math.Sign(item.Amount) != lumpSign), Sum(left, -lumpSign), lump, parameters);
    }

    private static Int128 Sum(EvidenceItem[] items, int sign)
    {
        Int128 sum = 0;
        foreach (var item in items)
        {
            if (Math.Sign(item.Amount) == sign) sum += Int128.Abs(item.Amount);
        }

        return sum;
    }
}
