using System.Globalization;
using System.Text.Json;
using Monitoring.Contracts.Grain;
using Monitoring.Grains.Journal;

namespace Monitoring.Simulation.Audit;

/// <summary>Journal entries as text, without what the clock decides, to compare two runs.</summary>
internal static class EntryText
{
    public static string Of(StoredEntry stored, LedgerEvent happened) => string.Create(
        CultureInfo.InvariantCulture,
        $"{stored.Sequence} {stored.Entry.Kind} {stored.Entry.Amount} -> {stored.Entry.BalanceAfter} {Of(happened)}");

    private static string Of(LedgerEvent happened) => happened switch
    {
        Posted posted => $"{posted.Posting.PostingId} late {posted.Late} after {posted.PreviousLate} reverses {posted.Reversed} {posted.Marks}",
        AlertChanged changed => $"{changed.Kind} {changed.Actor} {changed.Note} {AlertText.Of(changed.Alert)}",
        DayClosed closed => closed.Date.ToString("O", CultureInfo.InvariantCulture),
        _ => JsonSerializer.Serialize<object>(happened),
    };
}
