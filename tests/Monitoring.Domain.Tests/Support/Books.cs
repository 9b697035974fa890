using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Domain.Alert;
using Monitoring.Domain.Calendar;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;

namespace Monitoring.Domain.Tests.Support;

/// <summary>
/// One account and, in plain lists, what a store would know around it: ids, postings, parties dropped from memory. Decides like the
/// shell does, command by command.
/// </summary>
public sealed class Books
{
    private readonly Dictionary<string, (Posting Posting, long Sequence)> _postings = [];
    private readonly HashSet<string> _reversed = [];
    private readonly Dictionary<long, long> _dropped = [];
    private readonly List<LedgerEvent> _events = [];
    private Decision? _batch;

    /// <summary>A bank in Shanghai whose day ends at 22:00.</summary>
    public static BankCalendar Shanghai { get; } = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), new TimeOnly(22, 0));

    /// <summary>What is in force.</summary>
    public LedgerRules Rules { get; init; } = new(new DetectionParameters(), Shanghai, OpenUnknownAccounts: true);

    /// <summary>Whether the command just decided ends its batch; each does unless the test says otherwise.</summary>
    public Func<bool> EndsBatch { get; init; } = static () => true;

    /// <summary>The bank's clock; moved by the test.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 12, 31, 12, 0, 0, TimeSpan.FromHours(8));

    /// <summary>The account.</summary>
    public LedgerState State { get; private set; } = new();

    /// <summary>Everything that happened, in order.</summary>
    public IReadOnlyList<LedgerEvent> Events => _events;

    /// <summary>Every alert ever raised as it stands now, in the order they were raised.</summary>
    public IReadOnlyList<AlertRecord> Alerts =>
        [.. _events.OfType<AlertChanged>().GroupBy(changed => changed.Alert.Id).Select(changes => changes.Last().Alert)];

    /// <summary>Id of the posting at a sequence.</summary>
    public string IdAt(long sequence) => _postings.Values.Single(known => known.Sequence == sequence).Posting.PostingId;

    /// <summary>Declares the account.</summary>
    public ReferenceOutcome Declare(AccountReference reference) => Do(decision => ReferenceDecision.Declare(decision, reference));

    /// <summary>Declares the settlement account.</summary>
    public ReferenceOutcome Declare(SettlementReference reference) => Do(decision => ReferenceDecision.Declare(decision, reference));

    /// <summary>Posts.</summary>
    public PostingOutcome Post(Posting posting)
    {
        var outcome = Do(decision => PostingDecision.Post(decision, posting, FactsOf(posting)));
        if (outcome.Verdict != PostingVerdict.Accepted) return outcome;
        _postings[posting.PostingId] = (posting, outcome.Sequence);
        if (posting.ReversalOf is { } target) _reversed.Add(target);
        foreach (var dropped in State.TakeDroppedParties())
        {
            _dropped[dropped.Party] = dropped.LastSeen;
        }

        return outcome;
    }

    /// <summary>Declares a business day over.</summary>
    public void CloseDay(DateOnly date) => Do(decision =>
    {
        DayDecision.Close(decision, date);
        return 0;
    });

    /// <summary>Hands a person's command in.</summary>
    public AlertCommandOutcome Handle(AlertCommand command) => Do(decision => AlertDecision.Handle(decision, command));

    /// <summary>Throws the state away and reads it from its own snapshot.</summary>
    public void PutAwayAndWake()
    {
        State = LedgerStateCodec.Decode(LedgerStateCodec.Encode(State))!;
        _batch = null;
    }

    /// <summary>Throws the state away and folds it again from the events as <paramref name="stored"/> gives them back.</summary>
    public void Replay(Func<LedgerEvent, LedgerEvent> stored)
    {
        State = new LedgerState();
        foreach (var happened in _events)
        {
            State.Apply(stored(happened));
        }

        State.TakeDroppedParties();
        _batch = null;
    }

    private PostingFacts FactsOf(Posting posting)
    {
        var known = _postings.TryGetValue(posting.PostingId, out var same)
            ? same.Posting.ContentHash == posting.ContentHash ? PostingKnowledge.Same : PostingKnowledge.Different
            : PostingKnowledge.New;
        ReversalTarget? target = null;
        if (posting.ReversalOf is { } id && _postings.TryGetValue(id, out var found))
        {
            target = new ReversalTarget(found.Sequence, found.Posting, _reversed.Contains(id));
        }

        return new PostingFacts(known, target, PartyLastSeen: _dropped.GetValueOrDefault(PartyHash.Of(posting)));
    }

    private TAnswer Do<TAnswer>(Func<Decision, TAnswer> decide)
    {
        var decision = _batch ?? new Decision(State, Rules, Now);
        var before = decision.Events.Count;
        var answer = decide(decision);
        _events.AddRange(decision.Events.Skip(before));
        _batch = EndsBatch() ? null : decision;
        return answer;
    }
}
