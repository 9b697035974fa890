using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Grain;
using Monitoring.Domain.Ledger;

namespace Monitoring.Domain.Detection;

/// <summary>
/// M2: one or two large credits leave in many small debits. M3, its mirror: many small credits are gathered and leave in one or two large
/// debits. Pieces are small beside the lump and together make about all of it.
/// </summary>
internal static class PiecemealRules
{
    /// <summary>M2, looked at on every debit while a large credit is in the window.</summary>
    public static void LumpInPiecemealOut(Decision decision, Posted posted, in RecentPostings recent)
    {
        var parameters = decision.Parameters.LumpInPiecemealOut;
        if (posted.Posting.SignedAmount > 0) return;
        var from = decision.State.HighWater - (parameters.WindowDays * TimeSpan.TicksPerDay);
        Int128 lump = 0;
        var lumps = 0;
        // The latest large credit alone, then the latest two together.
        for (var i = recent.Count - 1; i >= 0 && recent[i].At >= from && lumps < 2; i--)
        {
            if (!recent[i].IsLarge || recent[i].Amount < 0) continue;
            lump += recent[i].Amount;
            lumps++;
            // What opens the alert is a piece itself.
            if ((Int128)posted.Posting.Amount * 100 > lump * parameters.PiecePercentMax) continue;
            var pieces = CountPieces(recent, i, lump, credits: false, parameters, out var total);
            if (!IsPiecemeal(pieces, total, lump, parameters)) continue;
            var evidence = Pieces(recent, i, lump, credits: false, parameters, pieces);
            AddLumps(evidence, recent, i, recent.Count, credits: true);
            Fire(decision, posted, AlertRule.LumpInPiecemealOut, "M2_PIECES", evidence, (lump, lumps), (total, pieces), parameters);
            return;
        }
    }

    /// <summary>M3, looked at when a large debit comes.</summary>
    public static void PiecemealInLumpOut(Decision decision, Posted posted, in RecentPostings recent, bool isLarge)
    {
        var parameters = decision.Parameters.PiecemealInLumpOut;
        if (posted.Posting.SignedAmount > 0 || !isLarge) return;
        var from = decision.State.HighWater - (parameters.WindowDays * TimeSpan.TicksPerDay);
        var first = 0;
        while (first < recent.Count && recent[first].At < from) first++;
        Int128 lump = 0;
        var lumps = 0;
        for (var i = recent.Count - 1; i >= first && lumps < 2; i--)
        {
            if (!recent[i].IsLarge || recent[i].Amount > 0) continue;
            lump -= recent[i].Amount;
            lumps++;
            // What was gathered before this lump left, since the lump before it.
            var start = i;
            while (start > first && !(recent[start - 1].IsLarge && recent[start - 1].Amount < 0)) start--;
            var pieces = CountPieces(recent, start, lump, credits: true, parameters, out var total);
            if (!IsPiecemeal(pieces, total, lump, parameters)) continue;
            var evidence = Pieces(recent, start, lump, credits: true, parameters, pieces);
            AddLumps(evidence, recent, i, recent.Count, credits: false);
            Fire(decision, posted, AlertRule.PiecemealInLumpOut, "M3_PIECES", evidence, (lump, lumps), (total, pieces), parameters);
            return;
        }
    }

    /// <summary>Whether pieces make a lump.</summary>
    internal static bool IsPiecemeal(int pieces, Int128 total, Int128 lump, PiecemealParameters parameters) =>
        pieces >= parameters.PiecesMin
        && total * 100 >= lump * parameters.SharePercentMin
        && total * 100 <= lump * parameters.SharePercentMax;

    /// <summary>Looked at on many postings of a busy account, of which few fire: the evidence is gathered only then.</summary>
    private static int CountPieces(
        in RecentPostings recent, int first, Int128 lump, bool credits, PiecemealParameters parameters, out Int128 total)
    {
        var pieces = 0;
        total = 0;
        var most = PieceMost(lump, parameters);
        for (var i = first; i < recent.Count; i++)
        {
            if (!IsPiece(recent[i], most, credits)) continue;
            total += Int128.Abs(recent[i].Amount);
            pieces++;
        }

        return pieces;
    }

    private static List<EvidenceItem> Pieces(
        in RecentPostings recent, int first, Int128 lump, bool credits, PiecemealParameters parameters, int count)
    {
        var evidence = new List<EvidenceItem>(count + 2);
        var most = PieceMost(lump, parameters);
        for (var i = first; i < recent.Count; i++)
        {
            ref readonly var movement = ref recent[i];
            if (IsPiece(movement, most, credits)) evidence.Add(new EvidenceItem(movement.Sequence, movement.Amount));
        }

        return evidence;
    }

    /// <summary>The largest amount that is a piece of a lump, so that a busy account's movements are compared in 64 bits.</summary>
    private static long PieceMost(Int128 lump, PiecemealParameters parameters) =>
        (long)Int128.Min(lump * parameters.PiecePercentMax / 100, long.MaxValue);

    private static bool IsPiece(in RecentPosting movement, long most, bool credits) =>
        movement.Amount > 0 ? credits && movement.Amount <= most : !credits && movement.Amount >= -most;

    private static void AddLumps(List<EvidenceItem> evidence, in RecentPostings recent, int first, int end, bool credits)
    {
        for (var i = first; i < end; i++)
        {
            if (recent[i].IsLarge && recent[i].Amount > 0 == credits) evidence.Add(new EvidenceItem(recent[i].Sequence, recent[i].Amount));
        }

        evidence.Sort(static (a, b) => a.Sequence.CompareTo(b.Sequence));
    }

    private static void Fire(
        Decision decision, Posted posted, AlertRule rule, string code, List<EvidenceItem> evidence,
        (Int128 Total, int Count) lump, (Int128 Total, int Count) pieces, PiecemealParameters parameters) =>
        AlertDesk.Fire(
            decision,
            rule,
            posted.Posting,
            evidence,
            Reason.Of(decision, code)
                .Number("lumps", lump.Count)
                .Money("lump", (long)Int128.Min(lump.Total, long.MaxValue))
                .Number("pieces", pieces.Count)
                .Money("total", (long)Int128.Min(pieces.Total, long.MaxValue))
                .Number("percent", (long)(pieces.Total * 100 / lump.Total))
                .Number("days", parameters.WindowDays));
}
