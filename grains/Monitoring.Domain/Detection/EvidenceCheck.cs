using Monitoring.Contracts.Alert;

namespace Monitoring.Domain.Detection;

/// <summary>Whether an alert still stands on what is left of its evidence after reversals.</summary>
internal static class EvidenceCheck
{
    /// <summary>Code of the reason that <see cref="RoundTripRule"/> gives when money returned to the party it came from.</summary>
    private const string ReturnedCode = "M1_RETURNED";

    public static bool StillStands(AlertRecord alert, IReadOnlyList<EvidenceItem> evidence, DetectionParameters parameters)
    {
        var left = evidence.Where(item => !item.Reversed).ToArray();
        return alert.Rule switch
        {
            AlertRule.RapidRoundTrip => RoundTrip(alert, left, parameters.RapidRoundTrip),
            AlertRule.LumpInPiecemealOut => Piecemeal(left, lumpSign: 1, parameters.LumpInPiecemealOut),
            AlertRule.PiecemealInLumpOut => Piecemeal(left, lumpSign: -1, parameters.PiecemealInLumpOut),
            AlertRule.SelfOpenedThenLarge => left.Any(item => item.Amount > 0) && left.Any(item => item.Amount < 0),
            // How past days ended is history; a reversal books on its own day.
            AlertRule.FlatBalance => true,
            _ => left.Length > 0,
        };
    }

    private static bool RoundTrip(AlertRecord alert, EvidenceItem[] left, RapidRoundTripParameters parameters)
    {
        if (alert.Reasons[0].Code == ReturnedCode) return Returned(left, parameters);
        if (left.Count(item => item.Amount > 0) < parameters.CountMin || left.Count(item => item.Amount < 0) < parameters.CountMin) return false;
        // The evidence of an alert that grew over several windows need not balance as a whole; then a reversal cannot unbalance it.
        var had = alert.Evidence.Where(item => !item.Reversed).ToArray();
        return AreAlike(left, parameters) || !AreAlike(had, parameters);
    }

    private static bool AreAlike(EvidenceItem[] items, RapidRoundTripParameters parameters) =>
        RoundTripRule.AreAlike(Sum(items, 1), Sum(items, -1), parameters);

    /// <summary>Whether money that came in and about the same going out later is still there.</summary>
    private static bool Returned(EvidenceItem[] left, RapidRoundTripParameters parameters) =>
        left.Any(came => came.Amount > 0 && left.Any(went =>
            went.Amount < 0 && went.Sequence > came.Sequence && RoundTripRule.AreAlike(came.Amount, Int128.Abs(went.Amount), parameters)));

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
