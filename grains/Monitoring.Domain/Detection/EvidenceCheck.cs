using Monitoring.Contracts.Alert;
using Monitoring.Domain.Ledger;

namespace Monitoring.Domain.Detection;

/// <summary>
/// Whether an alert still stands on what is left of its evidence after reversals. An alert may have grown over several windows: it stands
/// as long as some run of what is left would have made its rule fire.
/// </summary>
internal static class EvidenceCheck
{
    /// <summary>Code of the reason that <see cref="RoundTripRule"/> gives when money returned to the party it came from.</summary>
    private const string ReturnedCode = "M1_RETURNED";

    public static bool StillStands(AlertRecord alert, IReadOnlyList<EvidenceItem> evidence, Decision decision)
    {
        var (parameters, state) = (decision.Parameters, decision.State);
        var left = evidence.Where(item => !item.Reversed).ToArray();
        return alert.Rule switch
        {
            AlertRule.RapidRoundTrip => alert.Reasons[0].Code == ReturnedCode
                ? Returned(left, parameters.RapidRoundTrip)
                : AnyRun(left, run => RoundTrip(run, parameters.RapidRoundTrip)),
            AlertRule.LumpInPiecemealOut =>
                AnyRun(left, run => Piecemeal(run.Credits, run.Debits, run.DebitCount, parameters.LumpInPiecemealOut)),
            AlertRule.PiecemealInLumpOut =>
                AnyRun(left, run => Piecemeal(run.Debits, run.Credits, run.CreditCount, parameters.PiecemealInLumpOut)),
            AlertRule.SelfOpenedThenLarge => left.Any(item => item.Amount > 0) && left.Any(item => item.Amount < 0),
            // How past days ended is history; a reversal books on its own day.
            AlertRule.FlatBalance => true,
            // Rules on the edge of a condition would not fire again while it lasts: as long as it does, the alert stands.
            AlertRule.BalanceBreak => left.Length > 0 || state.Detection.BalanceDifference != 0,
            AlertRule.Overdrawn => left.Length > 0 || state.Balance < 0,
            _ => left.Length > 0,
        };
    }

    private static bool RoundTrip(in Run run, RapidRoundTripParameters parameters) =>
        run.CreditCount >= parameters.CountMin
        && run.DebitCount >= parameters.CountMin
        && RoundTripRule.AreAlike(run.Credits, run.Debits, parameters);

    private static bool Piecemeal(Int128 lump, Int128 total, int pieces, PiecemealParameters parameters) =>
        lump > 0 && PiecemealRules.IsPiecemeal(pieces, total, lump, parameters);

    /// <summary>Whether money that came in and about the same going out later is still there.</summary>
    private static bool Returned(EvidenceItem[] left, RapidRoundTripParameters parameters) =>
        left.Any(came => came.Amount > 0 && left.Any(went =>
            went.Amount < 0 && went.Sequence > came.Sequence && RoundTripRule.AreAlike(came.Amount, Int128.Abs(went.Amount), parameters)));

    /// <summary>
    /// Whether movements that follow each other in the evidence fulfil a condition; at most 100 are kept, so at most 5,050 runs.
    /// </summary>
    private static bool AnyRun(EvidenceItem[] left, Func<Run, bool> fires)
    {
        for (var first = 0; first < left.Length; first++)
        {
            var run = default(Run);
            for (var last = first; last < left.Length; last++)
            {
                run = run.With(left[last].Amount);
                if (fires(run)) return true;
            }
        }

        return false;
    }

    private readonly record struct Run(Int128 Credits, int CreditCount, Int128 Debits, int DebitCount)
    {
        public Run With(long amount) => amount > 0
            ? this with { Credits = Credits + amount, CreditCount = CreditCount + 1 }
            : this with { Debits = Debits - amount, DebitCount = DebitCount + 1 };
    }
}
