using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Reference;
using Monitoring.Domain.Calendar;
using Monitoring.Silo.Feed;

namespace Monitoring.Models.Replay;

/// <summary>
/// Files of the feed as a history: reference first, then postings in the order of the files, read twice, since what is reversed must be
/// known beforehand. A posting that comes again counts once.
/// </summary>
/// <param name="reference">Files of reference records.</param>
/// <param name="postings">Files of postings.</param>
/// <param name="calendar">The bank's calendar.</param>
/// <param name="time">Against which bookings of the future are refused.</param>
public sealed class FeedFileHistory(
    IReadOnlyList<string> reference, IReadOnlyList<string> postings, BankCalendar calendar, TimeProvider time) : IHistory
{
    private readonly Lazy<KnownReversals> _reversals = new(() => FindReversals(postings, calendar, time));

    /// <inheritdoc/>
    public IReversalHorizon Reversals => _reversals.Value;

    /// <summary>Records that were not taken.</summary>
    public long Refused { get; private set; }

    /// <summary>Why the first of them was not.</summary>
    public string? FirstRefusal { get; private set; }

    /// <summary>Postings that came again and were left out.</summary>
    public long Duplicates { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">A file cannot be read to its end.</exception>
    public IEnumerable<HistoryItem> Items()
    {
        foreach (var path in reference)
        {
            var file = new FeedFile(path, calendar, time);
            foreach (var record in file.Ledgers())
            {
                var id = record is AccountReference account ? account.Id : ((SettlementReference)record).Id;
                yield return new HistoryItem(id, record);
            }

            Count(file, path);
        }

        var seen = new HashSet<PostingKey>();
        foreach (var path in postings)
        {
            var file = new FeedFile(path, calendar, time);
            foreach (var posting in file.Postings())
            {
                if (seen.Add(posting.Key)) yield return new HistoryItem(posting.Account, posting);
                else Duplicates++;
            }

            Count(file, path);
        }
    }

    private static KnownReversals FindReversals(IReadOnlyList<string> postings, BankCalendar calendar, TimeProvider time)
    {
        var targets = postings.SelectMany(path => new FeedFile(path, calendar, time).Postings())
            .Select(static posting => posting.ReversalOf).OfType<string>();
        return new KnownReversals(targets.ToHashSet(StringComparer.Ordinal));
    }

    private void Count(FeedFile file, string path)
    {
        Refused += file.Refused;
        if (file.FirstRefusal is { } why) FirstRefusal ??= $"{Path.GetFileName(path)}, {why}";
    }
}
