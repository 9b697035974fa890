using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Codec;
using Monitoring.Domain.Ledger;
using Monitoring.Grains.Journal;

namespace Monitoring.Grains.Grain;

/// <summary>Turns what a batch decided into what the journal writes: entries, and everything that is derived from them in the same transaction.</summary>
internal static class CommitBuilder
{
    [ThreadStatic]
    private static ByteWriter? _scratch;

    [ThreadStatic]
    private static List<BranchDelta>? _deltas;

    public static GrainCommit Build(GrainKind kind, string id, GrainHead head, in LedgerBefore before, Decision decision, LedgerFacts facts)
    {
        var (events, state) = (decision.Events, decision.State);
        var entries = new JournalEntry[events.Count];
        List<AlertEntry>? alerts = null;
        var deltas = _deltas ??= [];
        deltas.Clear();
        var changedReference = false;
        var (highWater, balance, postings) = (before.HighWater, before.Balance, before.Postings);
        var branch = before.Branch;
        var scratch = _scratch ??= new ByteWriter();
        for (var i = 0; i < entries.Length; i++)
        {
            switch (events[i])
            {
                case Posted posted:
                    highWater = Math.Max(highWater, posted.Posting.BookedAt.UtcTicks);
                    balance = posted.BalanceAfter;
                    postings++;
                    AddFlow(deltas, new BranchTotalKey(branch, state.Currency, kind, LedgerBefore.KindOf(state), 0), posted);
                    break;
                case AlertChanged changed:
                    (alerts ??= []).Add(new AlertEntry(changed, i));
                    break;
                case AccountOpened or AccountChanged or SettlementOpened or SettlementChanged:
                    changedReference = true;
                    branch = BranchOf(events[i]);
                    // An opening balance changes only before the first posting, when it is the balance; later it stays the same.
                    if (postings == 0) balance = OpeningOf(events[i]);
                    break;
                default:
                    break;
            }

            entries[i] = JournalCodec.Encode(events[i], highWater, balance, scratch);
        }

        AddBalance(deltas, kind, before, state);
        return new GrainCommit
        {
            Kind = kind,
            Id = id,
            Head = head,
            Entries = entries,
            Columns = new LedgerColumns(
                state.Balance, state.PostingCount, state.PostingSequence, state.HighWater, state.Days.OpenDay?.DayNumber ?? 0, state.Detection.Open.Count),
            Profile = changedReference ? ProfileOf(state) : null,
            Alerts = (IReadOnlyList<AlertEntry>?)alerts ?? [],
            // An array itself: a collection expression would put another object around it.
            BranchDeltas = deltas.ToArray(),
            Parties = facts.Dropped,
            Items = facts.Items,
        };
    }

    private static void AddFlow(List<BranchDelta> deltas, BranchTotalKey total, Posted posted)
    {
        var date = posted.Posting.BusinessDate;
        var signed = posted.Posting.SignedAmount;
        if (posted.Reversed is { } reversed)
        {
            // A reversal is no flow of its own; it takes its target out while that is still of the same day.
            if (reversed.BusinessDate != date) return;
            AddFlow(deltas, total with { Day = date.DayNumber }, debits: signed > 0 ? -signed : 0, credits: signed < 0 ? signed : 0);
            return;
        }

        AddFlow(deltas, total with { Day = date.DayNumber }, debits: signed < 0 ? -signed : 0, credits: Math.Max(signed, 0));
    }

    /// <summary>Flows of one account's day fit in 64 bits, whatever part of them a batch has: the account itself sums them so.</summary>
    private static void AddFlow(List<BranchDelta> deltas, BranchTotalKey day, long debits, long credits)
    {
        if (deltas.Count > 0 && deltas[^1] is var last && last.Target == day)
        {
            deltas[^1] = last with { Debits = last.Debits + debits, Credits = last.Credits + credits };
            return;
        }

        deltas.Add(new BranchDelta(day, 0, 0, debits, credits));
    }

    private static void AddBalance(List<BranchDelta> deltas, GrainKind kind, in LedgerBefore before, LedgerState state)
    {
        var now = LedgerBefore.Of(state);
        if (!now.Exists) return;
        var target = new BranchTotalKey(now.Branch, now.Currency, kind, now.Kind, 0);
        if (!before.Exists)
        {
            deltas.Add(new BranchDelta(target, now.Balance, 1, 0, 0));
            return;
        }

        var source = new BranchTotalKey(before.Branch, before.Currency, kind, before.Kind, 0);
        if (source == target)
        {
            var difference = (Int128)now.Balance - before.Balance;
            if (difference >= long.MinValue && difference <= long.MaxValue)
            {
                if (difference != 0) AddBalance(deltas, target, (long)difference);
                return;
            }
        }

        deltas.Add(new BranchDelta(source, -before.Balance, -1, 0, 0));
        deltas.Add(new BranchDelta(target, now.Balance, 1, 0, 0));
    }

    /// <summary>Nearly always beside the flows of the same total's day: one change then tells both.</summary>
    private static void AddBalance(List<BranchDelta> deltas, in BranchTotalKey target, long difference)
    {
        if (deltas is [var only] && (only.Target with { Day = 0 }) == target) deltas[0] = only with { Balance = difference };
        else deltas.Add(new BranchDelta(target, difference, 0, 0, 0));
    }

    private static long OpeningOf(LedgerEvent happened) => happened switch
    {
        AccountOpened opened => opened.Reference.OpeningBalance,
        AccountChanged changed => changed.Reference.OpeningBalance,
        SettlementOpened opened => opened.Reference.OpeningBalance,
        SettlementChanged changed => changed.Reference.OpeningBalance,
        _ => null,
    }
    ?? 0;

    private static string BranchOf(LedgerEvent happened) => happened switch
    {
        AccountOpened opened => opened.Reference.Branch,
        AccountChanged changed => changed.Reference.Branch,
        SettlementOpened opened => opened.Reference.Branch,
        SettlementChanged changed => changed.Reference.Branch,
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "The event names no branch."),
    };

    private static LedgerProfile ProfileOf(LedgerState state) => new(
        state.Branch,
        string.Empty,
        state.Account?.Kind,
        state.Settlement?.Kind,
        state.Currency,
        state.Account?.OpenedAt?.UtcTicks ?? 0,
        state.Account?.Customer);
}
