using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Reference;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;

namespace Monitoring.Models.Replay;

/// <summary>
/// Folds a history through the code that runs live: the same decisions on the same states, without a store. What a grain looks up in the
/// store is kept here. Not thread-safe: one for each lane.
/// </summary>
/// <param name="rules">What is in force.</param>
/// <param name="horizon">Which postings may be reversed.</param>
/// <param name="observer">Looks on.</param>
public sealed class ReplayBank(LedgerRules rules, IReversalHorizon horizon, IReplayObserver observer)
{
    private readonly Dictionary<string, ReplayAccount> _accounts = new(StringComparer.Ordinal);
    private readonly ReversalMemory _reversals = new(horizon);

    /// <summary>The accounts, in the order in which they came.</summary>
    public IReadOnlyCollection<ReplayAccount> Accounts => _accounts.Values;

    /// <summary>Postings that were accepted.</summary>
    public long Accepted { get; private set; }

    /// <summary>Postings that were rejected, as live would: unknown accounts, reversals without a target.</summary>
    public long Rejected { get; private set; }

    /// <summary>Takes the next thing that happened.</summary>
    /// <exception cref="ArgumentException">It is of no known sort.</exception>
    public void Take(in HistoryItem item)
    {
        if (!_accounts.TryGetValue(item.Account, out var account)) _accounts.Add(item.Account, account = new ReplayAccount(item.Account));
        switch (item.Body)
        {
            case Posting posting:
                Post(account, posting, item.CaseId);
                break;
            case AccountReference reference:
                ReferenceDecision.Declare(new Decision(account.State, rules, default), reference);
                break;
            case SettlementReference reference:
                ReferenceDecision.Declare(new Decision(account.State, rules, default), reference);
                break;
            case DayClosed closed:
                Close(account, closed.Date);
                break;
            case AlertChanged changed:
                Follow(account, changed);
                break;
            default:
                throw new ArgumentException($"A history has no {item.Body.GetType().Name}.", nameof(item));
        }
    }

    /// <summary>The history is over: the last business day ends for every account.</summary>
    public void CloseAll(DateOnly lastDay)
    {
        foreach (var account in _accounts.Values)
        {
            Close(account, lastDay);
        }
    }

    private void Post(ReplayAccount account, Posting posting, string? caseId)
    {
        ReversalTarget? target = null;
        if (posting.ReversalOf is { } reversed) _reversals.TryFind(reversed, out target);
        var elsewhere = target is not null && target.Posting.Account != posting.Account;
        var party = PartyHash.Of(posting);
        var facts = new PostingFacts(
            PostingKnowledge.New, elsewhere ? null : target, elsewhere, PartyLastSeen: party == 0 ? 0 : account.PartyLastSeen(party));
        var decision = new Decision(account.State, rules, posting.BookedAt);
        if (PostingDecision.Post(decision, posting, facts).Verdict != PostingVerdict.Accepted)
        {
            Rejected++;
            return;
        }

        Accepted++;
        account.KeepDroppedParties();
        _reversals.Remember(posting, account.State.PostingSequence);
        if (posting.ReversalOf is not null) _reversals.MarkReversed(posting.ReversalOf);
        observer.Posted(account, decision, posting, caseId);
    }

    private void Close(ReplayAccount account, DateOnly date)
    {
        if (!account.State.Exists || account.State.LastClosed >= date) return;
        var decision = new Decision(account.State, rules, rules.Calendar.EndOf(date));
        DayDecision.Close(decision, date);
        if (decision.Events.Count > 0) observer.Decided(account, decision);
    }

    /// <summary>
    /// A person changed an alert: where the replay raised the same one it follows, so that growth and silence are as they were.
    /// </summary>
    private void Follow(ReplayAccount account, AlertChanged changed)
    {
        if (account.State.Detection.OpenOf(changed.Alert.Rule) is not { } open || open.Id != changed.Alert.Id) return;
        var decision = new Decision(account.State, rules, changed.At);
        var followed = changed.Alert with { Evidence = open.Evidence, EvidenceCount = open.EvidenceCount, Reasons = open.Reasons };
        decision.Record(changed with { Alert = followed });
        observer.Decided(account, decision);
    }
}
