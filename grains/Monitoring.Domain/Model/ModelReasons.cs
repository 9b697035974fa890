using Monitoring.Contracts.Alert;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;

namespace Monitoring.Domain.Model;

/// <summary>Says which features pushed a score up, each with its value.</summary>
internal static class ModelReasons
{
    /// <summary>Features told at the most.</summary>
    private const int Most = 4;

    /// <summary>Least part of all that pushed up, for a feature to be told.</summary>
    private const double LeastPart = 0.08;

    /// <summary>Digits of an amount that are told.</summary>
    private const int AmountDigits = 3;

    public static IReadOnlyList<AlertReason> Of(Decision decision, ModelInForce model, ReadOnlySpan<float> vector, double score)
    {
        Span<double> contributions = stackalloc double[FeatureSchema.Length];
        model.Package.Model.Contribute(vector, contributions);
        var reasons = new List<AlertReason>(Most + 1)
        {
            Reason.Of(decision, ModelReasonTexts.Score)
                .Text("version", model.Package.Version)
                .Number("percent", Percent(score))
                .Number("threshold", Percent(model.Threshold))
                .Build(),
        };
        double pushed = 0;
        foreach (var contribution in contributions) pushed += Math.Max(0, contribution);
        while (reasons.Count <= Most)
        {
            var best = IndexOfLargest(contributions);
            if (contributions[best] <= 0 || contributions[best] < pushed * LeastPart) break;
            reasons.Add(Tell(decision, FeatureSchema.All[best], vector[best]));
            contributions[best] = 0;
        }

        return reasons;
    }

    private static AlertReason Tell(Decision decision, FeatureDefinition feature, float value)
    {
        var reason = Reason.Of(decision, ModelReasonTexts.CodeOf(feature, value));
        var told = feature.Unit switch
        {
            FeatureUnit.Share => reason.Number("percent", Percent(value)),
            FeatureUnit.Size => reason.Money("amount", Amount(decision, value)),
            FeatureUnit.Count => reason.Number("count", (long)Math.Round(Math.Pow(2, value) - 1)),
            FeatureUnit.Days => reason.Number("days", (long)Math.Round(Math.Pow(2, value) - 1)),
            FeatureUnit.Ratio => reason.Text("times", Math.Pow(2, value).ToString(value < 3 ? "0.0" : "0", System.Globalization.CultureInfo.InvariantCulture)),
            _ => reason,
        };
        return told.Build();
    }

    private static long Amount(Decision decision, float value)
    {
        var amount = Scales.AmountOf(value, decision.Parameters.Large.LimitOf(decision.State.Account!.Kind, decision.State.Currency));
        if (amount >= long.MaxValue / 2) return long.MaxValue;
        var unit = 1L;
        for (var left = amount; left >= Math.Pow(10, AmountDigits); left /= 10) unit *= 10;
        return (long)Math.Round(amount / unit) * unit;
    }

    private static long Percent(double share) => (long)Math.Round(share * 100);

    private static int IndexOfLargest(ReadOnlySpan<double> values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best]) best = i;
        }

        return best;
    }
}
