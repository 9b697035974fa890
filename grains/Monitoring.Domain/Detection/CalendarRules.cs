using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Ledger;

namespace Monitoring.Domain.Detection;

/// <summary>F1 and F2: rules that are decided when a day closes. Their alerts' ids carry the business date.</summary>
internal static class CalendarRules
{
    /// <summary>Whether any of them can fire for the account.</summary>
    public static bool LookAt(Decision decision) => decision.State.Account?.Kind switch
    {
        AccountKind.CorporateCurrent => true,
        AccountKind.PersonalSavings => decision.Parameters.FlatBalance.Personal,
        _ => false,
    };

    /// <summary>F1: movements, and the balance at the ends of the last active days is the same.</summary>
    public static void FlatBalance(Decision decision, DateOnly day)
    {
        var (state, parameters) = (decision.State, decision.Parameters.FlatBalance);
        if (!LookAt(decision)) return;
        if (state.Detection.DayEndCount < parameters.ActiveDays) return;
        var ends = state.Detection.DayEnds;
        if (ends[^1].Day != day.DayNumber) return;
        var evidence = new List<EvidenceItem>(parameters.ActiveDays);
        for (var i = ends.Count - parameters.ActiveDays; i < ends.Count; i++)
        {
            evidence.Add(new EvidenceItem(ends[i].Sequence, 0));
        }

        AlertDesk.Fire(
            decision,
            AlertRule.FlatBalance,
            day,
            evidence,
            Reason.Of(decision, "F1_FLAT").Number("days", ends.Count).Money("balance", ends[^1].Balance));
    }

    /// <summary>F2: a corporate account that is at zero, or had no posting since opening; a line of the monthly list.</summary>
    public static void ZeroOrEmpty(Decision decision, DateOnly monthEnd)
    {
        var state = decision.State;
        if (state.Account?.Kind != AccountKind.CorporateCurrent) return;
        var empty = state.PostingCount == 0;
        if (!empty && state.Balance != 0) return;
        AlertDesk.Fire(
            decision,
            AlertRule.ZeroOrEmpty,
            monthEnd,
            [],
            Reason.Of(decision, empty ? "F2_EMPTY" : "F2_ZERO").Text("month", monthEnd.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
