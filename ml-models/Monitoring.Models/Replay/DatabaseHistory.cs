using Monitoring.Contracts.Grain;
using Monitoring.Silo.Stores;

namespace Monitoring.Models.Replay;

/// <summary>
/// A database's journal as a history: what was accepted, in the order in which it was committed, and what people did about alerts. What the
/// platform itself decided then is left out, as the replay decides anew; <see cref="Live"/> hears of it.
/// </summary>
/// <param name="journal">The journal, opened to be read.</param>
public sealed class DatabaseHistory(JournalHistory journal) : IHistory
{
    private readonly Lazy<KnownReversals> _reversals = new(() => new KnownReversals(journal.ReversedPostings()));

    /// <inheritdoc/>
    public IReversalHorizon Reversals => _reversals.Value;

    /// <summary>Told of each change of an alert as it was live.</summary>
    public Action<AlertChanged>? Live { get; set; }

    /// <inheritdoc/>
    public IEnumerable<HistoryItem> Items()
    {
        foreach (var (account, happened) in journal.Entries())
        {
            switch (happened)
            {
                case AccountOpened { ByPosting: true }:
                    // Its first posting, which comes next, opens it in the replay too.
                    break;
                case AccountOpened opened:
                    yield return new HistoryItem(account, opened.Reference);
                    break;
                case AccountChanged changed:
                    yield return new HistoryItem(account, changed.Reference);
                    break;
                case SettlementOpened opened:
                    yield return new HistoryItem(account, opened.Reference);
                    break;
                case SettlementChanged changed:
                    yield return new HistoryItem(account, changed.Reference);
                    break;
                case Posted posted:
                    yield return new HistoryItem(account, posted.Posting);
                    break;
                case DayClosed:
                    yield return new HistoryItem(account, happened);
                    break;
                case AlertChanged changed:
                    Live?.Invoke(changed);
                    if (changed.Actor is not null) yield return new HistoryItem(account, changed);
                    break;
            }
        }
    }
}
