using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using Monitoring.Grains.Journal;

namespace Monitoring.Grains.Grain;

/// <summary>
/// What a batch of commands must know from outside the state: asked once, read in one batched read, and kept up to date while the batch is
/// decided, since what the batch itself does is not in the store yet. Nearly all batches are one posting with a new id: what only others
/// need is made when it is needed, and ids that are likely to be new are not even looked up in the first attempt, as the journal refuses
/// what is not. Of one attempt.
/// </summary>
internal sealed class LedgerFacts
{
    private readonly LedgerState _state;
    private readonly LedgerRules _rules;
    private readonly GrainHead _head;
    private readonly string _id;
    private readonly int _postings;
    private readonly bool _mustLook;
    private readonly PostingKey[]? _keys;
    private PostingKey _onlyKey;
    private KnownPosting?[]? _known;
    private Others? _others;
    private int _asked;
    private int _decided;
    private bool _targetIsAhead;

    /// <summary>Starts the facts of a batch.</summary>
    /// <param name="state">State before the batch.</param>
    /// <param name="rules">What is in force.</param>
    /// <param name="head">Where the journal ends.</param>
    /// <param name="id">Id of the grain.</param>
    /// <param name="postings">Number of postings in the batch; they are asked and decided in one order.</param>
    /// <param name="mustLook">Whether ids are looked up whatever is likely, as after a conflict.</param>
    public LedgerFacts(LedgerState state, LedgerRules rules, in GrainHead head, string id, int postings, bool mustLook)
    {
        (_state, _rules, _head, _id, _postings, _mustLook) = (state, rules, head, id, postings, mustLook);
        if (postings > 1) _keys = new PostingKey[postings];
    }

    private Others More => _others ??= new Others();

    private Span<PostingKey> Keys => _keys is null ? new Span<PostingKey>(ref _onlyKey)[.._postings] : _keys;

    /// <summary>What became of items of a settlement account.</summary>
    public IReadOnlyList<SettlementItemEntry> Items => (IReadOnlyList<SettlementItemEntry>?)_others?.Items?.Changes ?? [];

    /// <summary>
    /// Whether what was read may be newer than the state: a posting of this grain lies behind its head, or may, as another activation booked
    /// it. Nothing may be decided then before the head was looked at again.
    /// </summary>
    public bool MayBeAhead => _targetIsAhead || (_known is not null && Array.Exists(_known, IsAhead));

    /// <summary>Parties that memory dropped while the batch was decided.</summary>
    public IReadOnlyList<PartySeen> Dropped => (IReadOnlyList<PartySeen>?)_others?.Dropped ?? [];

    /// <summary>
    /// Whether a posting was refused whose id was not looked up: a known one is answered as such before anything else is held against it.
    /// </summary>
    public bool IsRefusalUnsure { get; private set; }

    /// <summary>Asks for what one posting needs.</summary>
    public void Ask(Posting posting)
    {
        Keys[_asked++] = posting.Key;
        if (posting.ReversalOf is { } target) (More.TargetKeys ??= []).Add(PostingKey.Of(target));
        if (PostingContext.AsksForParty(_state, _rules, posting)) (More.Parties ??= []).Add(PartyHash.Of(posting));
        if (_state.Settlement is not null && posting.Trace is { } trace) (More.Traces ??= []).Add(new TraceQuery(trace, -posting.SignedAmount));
    }

    /// <summary>Reads what was asked and is worth looking up; completed at once when that is nothing.</summary>
    public ValueTask ReadAsync(IJournalReader reader)
    {
        if (_postings == 0) return ValueTask.CompletedTask;
        if (_others is { TargetKeys: not null } or { Parties: not null } or { Traces: not null }) return ReadAllAsync(reader);
        if (!_mustLook && reader.AreLikelyNew(Keys)) return ValueTask.CompletedTask;
        _known = new KnownPosting?[_postings];
        return reader.ReadFactsAsync(new FactsRequest { GrainKey = _head.Key, Postings = [.. Keys], Known = _known });
    }

    /// <summary>The facts of the next posting, as of what the batch did so far.</summary>
    public PostingFacts Of(Posting posting)
    {
        var stored = _known?[_decided];
        _decided++;
        var known = _others?.Batch is { } batch && batch.TryGetValue(posting.Key, out var batched) ? batched : stored;
        var knowledge = known is not { } found ? PostingKnowledge.New
            : found.GrainKey == _head.Key && found.ContentHash == posting.ContentHash ? PostingKnowledge.Same
            : PostingKnowledge.Different;
        ReversalTarget? target = null;
        var (elsewhere, archived) = (false, false);
        if (posting.ReversalOf is { } reversed)
        {
            var key = PostingKey.Of(reversed);
            _others?.Targets?.TryGetValue(key, out target);
            elsewhere = target is null && _others?.Elsewhere?.Contains(key) == true;
            archived = _others?.Archived?.Contains(key) == true;
        }

        var lastSeen = _others?.PartiesSeen is { } seen ? seen.GetValueOrDefault(PartyHash.Of(posting)) : 0;
        return new PostingFacts(knowledge, target, elsewhere, archived, lastSeen);
    }

    /// <summary>A posting was not accepted.</summary>
    public void Refused(PostingVerdict verdict)
    {
        if (verdict == PostingVerdict.Rejected && _known is null) IsRefusalUnsure = true;
    }

    /// <summary>A posting was accepted: the rest of the batch must know.</summary>
    public void Accepted(Decision decision, Posting posting)
    {
        if (decision.State.HasDroppedParties) NoteDropped(decision.State);
        var sequence = decision.State.PostingSequence;
        if (decision.State.Settlement is not null && posting.Trace is not null) (More.Items ??= new SettlementItems()).Take(posting, sequence);
        if (_postings == 1) return;
        (More.Batch ??= new Dictionary<PostingKey, KnownPosting>(_postings))[posting.Key] = new KnownPosting(_head.Key, sequence, posting.ContentHash, Reversed: false);
        if (_others?.TargetKeys is null) return;
        var targets = More.Targets ??= [];
        targets[posting.Key] = new ReversalTarget(sequence, posting, Reversed: false);
        if (posting.ReversalOf is not { } reversed) return;
        var key = PostingKey.Of(reversed);
        targets[key] = targets[key] with { Reversed = true };
    }

    private void NoteDropped(LedgerState state)
    {
        foreach (var dropped in state.TakeDroppedParties())
        {
            (More.Dropped ??= []).Add(new PartySeen(dropped.Party, dropped.LastSeen));
            (More.PartiesSeen ??= [])[dropped.Party] = dropped.LastSeen;
        }
    }

    private bool IsAhead(KnownPosting? known) =>
        known is { } found && (_head.Key == 0 || (found.GrainKey == _head.Key && found.Sequence > _head.Sequence));

    private async ValueTask ReadAllAsync(IJournalReader reader)
    {
        var targets = _others?.TargetKeys?.Count ?? 0;
        var (parties, traces) = (_others?.Parties?.Count ?? 0, _others?.Traces?.Count ?? 0);
        var request = new FactsRequest
        {
            GrainKey = _head.Key,
            Postings = [.. Keys, .. _others?.TargetKeys ?? []],
            Known = new KnownPosting?[_postings + targets],
            Parties = [.. _others?.Parties ?? []],
            PartiesLastSeen = new long[parties],
            Traces = [.. _others?.Traces ?? []],
            Items = new OpenItem?[traces],
        };
        await reader.ReadFactsAsync(request);
        _known = request.Known;
        for (var i = 0; i < parties; i++)
        {
            (More.PartiesSeen ??= [])[request.Parties[i]] = request.PartiesLastSeen[i];
        }

        for (var i = 0; i < traces; i++)
        {
            if (request.Items[i] is { } item) (More.Items ??= new SettlementItems()).Know(request.Traces[i], item);
        }

        for (var i = _postings; i < request.Postings.Length; i++)
        {
            if (request.Known[i] is { } known) await FindTargetAsync(reader, request.Postings[i], known);
        }
    }

    private async ValueTask FindTargetAsync(IJournalReader reader, PostingKey key, KnownPosting known)
    {
        if (IsAhead(known))
        {
            _targetIsAhead = true;
            if (_head.Key != 0) return;
        }

        if (known.GrainKey != _head.Key)
        {
            (More.Elsewhere ??= []).Add(key);
            return;
        }

        if (await reader.FindAsync(_head, known.Sequence) is not { } stored)
        {
            // The head is past it, or it would have been put off: it was there.
            (More.Archived ??= []).Add(key);
            return;
        }

        var posted = (Posted)JournalCodec.Decode(stored, _id);
        (More.Targets ??= [])[key] = new ReversalTarget(known.Sequence, posted.Posting, known.Reversed);
    }

    /// <summary>What few batches need.</summary>
    private sealed class Others
    {
        public List<PostingKey>? TargetKeys;
        public List<long>? Parties;
        public List<TraceQuery>? Traces;
        public Dictionary<PostingKey, KnownPosting>? Batch;
        public Dictionary<PostingKey, ReversalTarget>? Targets;
        public HashSet<PostingKey>? Elsewhere;
        public HashSet<PostingKey>? Archived;
        public Dictionary<long, long>? PartiesSeen;
        public List<PartySeen>? Dropped;
        public SettlementItems? Items;
    }
}
