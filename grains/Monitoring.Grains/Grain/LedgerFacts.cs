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
/// what is not. Used again for another batch after <see cref="Begin"/>.
/// </summary>
internal sealed class LedgerFacts
{
    /// <summary>Room for a batch's ids that is kept for the next; a larger one is rare, and its room would be held for nothing.</summary>
    private const int KeptPostingsMax = 64;

    private LedgerState _state = null!;
    private LedgerRules _rules = null!;
    private GrainHead _head = GrainHead.None;
    private string _id = "";
    private PostingKey[] _keys = [];
    private KnownPosting?[]? _known;
    private int _postings;
    private int _asked;
    private int _decided;
    private bool _mustLook;
    private List<PostingKey>? _targetKeys;
    private List<long>? _parties;
    private List<TraceQuery>? _traces;
    private Dictionary<PostingKey, KnownPosting>? _batch;
    private Dictionary<PostingKey, ReversalTarget>? _targets;
    private HashSet<PostingKey>? _elsewhere;
    private HashSet<PostingKey>? _archived;
    private Dictionary<long, long>? _partiesSeen;
    private List<PartySeen>? _dropped;
    private SettlementItems? _items;
    private bool _targetIsAhead;

    /// <summary>What became of items of a settlement account.</summary>
    public IReadOnlyList<SettlementItemEntry> Items => (IReadOnlyList<SettlementItemEntry>?)_items?.Changes ?? [];

    /// <summary>
    /// Whether what was read may be newer than the state: a posting of this grain lies behind its head, or may, as another activation booked
    /// it. Nothing may be decided then before the head was looked at again.
    /// </summary>
    public bool MayBeAhead => _targetIsAhead || (_known is not null && Array.Exists(_known, IsAhead));

    /// <summary>Parties that memory dropped while the batch was decided.</summary>
    public IReadOnlyList<PartySeen> Dropped => (IReadOnlyList<PartySeen>?)_dropped ?? [];

    /// <summary>
    /// Whether a posting was refused whose id was not looked up: a known one is answered as such before anything else is held against it.
    /// </summary>
    public bool IsRefusalUnsure { get; private set; }

    /// <summary>Starts the facts of a batch.</summary>
    /// <param name="state">State before the batch.</param>
    /// <param name="rules">What is in force.</param>
    /// <param name="head">Where the journal ends.</param>
    /// <param name="id">Id of the grain.</param>
    /// <param name="postings">Number of postings in the batch; they are asked and decided in one order.</param>
    /// <param name="mustLook">Whether ids are looked up whatever is likely, as after a conflict.</param>
    public void Begin(LedgerState state, LedgerRules rules, GrainHead head, string id, int postings, bool mustLook)
    {
        (_state, _rules, _head, _id, _postings, _mustLook) = (state, rules, head, id, postings, mustLook);
        if (_keys.Length < postings) _keys = new PostingKey[postings];
        (_asked, _decided, _known, IsRefusalUnsure) = (0, 0, null, false);
        (_targetKeys, _parties, _traces) = (null, null, null);
        (_batch, _targets, _elsewhere, _archived, _partiesSeen) = (null, null, null, null, null);
        (_dropped, _items, _targetIsAhead) = (null, null, false);
    }

    /// <summary>Lets go of the batch.</summary>
    public void End()
    {
        Begin(null!, null!, GrainHead.None, "", 0, mustLook: false);
        if (_keys.Length > KeptPostingsMax) _keys = [];
    }

    /// <summary>Asks for what one posting needs.</summary>
    public void Ask(Posting posting)
    {
        _keys[_asked++] = posting.Key;
        if (posting.ReversalOf is { } target) (_targetKeys ??= []).Add(PostingKey.Of(target));
        if (PostingContext.AsksForParty(_state, _rules, posting)) (_parties ??= []).Add(PartyHash.Of(posting));
        if (_state.Settlement is not null && posting.Trace is { } trace) (_traces ??= []).Add(new TraceQuery(trace, -posting.SignedAmount));
    }

    /// <summary>Reads what was asked and is worth looking up; completed at once when that is nothing.</summary>
    public ValueTask ReadAsync(IJournalReader reader)
    {
        if (_postings == 0) return ValueTask.CompletedTask;
        if (_targetKeys is not null || _parties is not null || _traces is not null) return ReadAllAsync(reader);
        if (!_mustLook && reader.AreLikelyNew(_keys.AsSpan(0, _postings))) return ValueTask.CompletedTask;
        _known = new KnownPosting?[_postings];
        return reader.ReadFactsAsync(new FactsRequest { GrainKey = _head.Key, Postings = [.. _keys.AsSpan(0, _postings)], Known = _known });
    }

    /// <summary>The facts of the next posting, as of what the batch did so far.</summary>
    public PostingFacts Of(Posting posting)
    {
        var stored = _known?[_decided];
        _decided++;
        var known = _batch is not null && _batch.TryGetValue(posting.Key, out var batched) ? batched : stored;
        var knowledge = known is not { } found ? PostingKnowledge.New
            : found.GrainKey == _head.Key && found.ContentHash == posting.ContentHash ? PostingKnowledge.Same
            : PostingKnowledge.Different;
        ReversalTarget? target = null;
        var (elsewhere, archived) = (false, false);
        if (posting.ReversalOf is { } reversed)
        {
            var key = PostingKey.Of(reversed);
            _targets?.TryGetValue(key, out target);
            elsewhere = target is null && _elsewhere?.Contains(key) == true;
            archived = _archived?.Contains(key) == true;
        }

        var lastSeen = _partiesSeen is null ? 0 : _partiesSeen.GetValueOrDefault(PartyHash.Of(posting));
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
        if (decision.State.Settlement is not null && posting.Trace is not null) (_items ??= new SettlementItems()).Take(posting, sequence);
        if (_postings == 1) return;
        (_batch ??= new Dictionary<PostingKey, KnownPosting>(_postings))[posting.Key] = new KnownPosting(_head.Key, sequence, posting.ContentHash, Reversed: false);
        if (_targetKeys is null) return;
        (_targets ??= [])[posting.Key] = new ReversalTarget(sequence, posting, Reversed: false);
        if (posting.ReversalOf is not { } reversed) return;
        var key = PostingKey.Of(reversed);
        _targets[key] = _targets[key] with { Reversed = true };
    }

    private void NoteDropped(LedgerState state)
    {
        foreach (var dropped in state.TakeDroppedParties())
        {
            (_dropped ??= []).Add(new PartySeen(dropped.Party, dropped.LastSeen));
            (_partiesSeen ??= [])[dropped.Party] = dropped.LastSeen;
        }
    }

    private bool IsAhead(KnownPosting? known) =>
        known is { } found && (_head.Key == 0 || (found.GrainKey == _head.Key && found.Sequence > _head.Sequence));

    private async ValueTask ReadAllAsync(IJournalReader reader)
    {
        var targets = _targetKeys?.Count ?? 0;
        var (parties, traces) = (_parties?.Count ?? 0, _traces?.Count ?? 0);
        var request = new FactsRequest
        {
            GrainKey = _head.Key,
            Postings = [.. _keys.AsSpan(0, _postings), .. _targetKeys ?? []],
            Known = new KnownPosting?[_postings + targets],
            Parties = [.. _parties ?? []],
            PartiesLastSeen = new long[parties],
            Traces = [.. _traces ?? []],
            Items = new OpenItem?[traces],
        };
        await reader.ReadFactsAsync(request);
        _known = request.Known;
        for (var i = 0; i < parties; i++)
        {
            (_partiesSeen ??= [])[request.Parties[i]] = request.PartiesLastSeen[i];
        }

        for (var i = 0; i < traces; i++)
        {
            if (request.Items[i] is { } item) (_items ??= new SettlementItems()).Know(request.Traces[i], item);
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
            (_elsewhere ??= []).Add(key);
            return;
        }

        if (await reader.FindAsync(_head, known.Sequence) is not { } stored)
        {
            // The head is past it, or it would have been put off: it was there.
            (_archived ??= []).Add(key);
            return;
        }

        var posted = (Posted)JournalCodec.Decode(stored, _id);
        (_targets ??= [])[key] = new ReversalTarget(known.Sequence, posted.Posting, known.Reversed);
    }
}
