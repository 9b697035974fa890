using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using Monitoring.Grains.Journal;

namespace Monitoring.Grains.Grain;

/// <summary>
/// What a batch of commands must know from outside the state: asked once, read in one batched read, and kept up to date while the batch is
/// decided, since what the batch itself does is not in the store yet. Nearly all batches are one posting with a new id: what only others
/// need is made when it is needed.
/// </summary>
/// <param name="state">State before the batch.</param>
/// <param name="rules">What is in force.</param>
/// <param name="head">Where the journal ends.</param>
/// <param name="id">Id of the grain.</param>
/// <param name="postings">Number of postings in the batch; they are asked and decided in one order.</param>
internal sealed class LedgerFacts(LedgerState state, LedgerRules rules, GrainHead head, string id, int postings)
{
    private readonly PostingKey[] _keys = postings == 0 ? [] : new PostingKey[postings];
    private readonly KnownPosting?[] _known = postings == 0 ? [] : new KnownPosting?[postings];
    private int _asked;
    private int _decided;
    private List<PostingKey>? _targetKeys;
    private List<long>? _parties;
    private List<TraceQuery>? _traces;
    private Dictionary<PostingKey, KnownPosting>? _batch;
    private Dictionary<PostingKey, ReversalTarget>? _targets;
    private HashSet<PostingKey>? _elsewhere;
    private Dictionary<long, long>? _partiesSeen;
    private List<PartySeen>? _dropped;
    private SettlementItems? _items;

    /// <summary>What became of items of a settlement account.</summary>
    public IReadOnlyList<SettlementItemEntry> Items => (IReadOnlyList<SettlementItemEntry>?)_items?.Changes ?? [];

    /// <summary>Parties that memory dropped while the batch was decided.</summary>
    public IReadOnlyList<PartySeen> Dropped => (IReadOnlyList<PartySeen>?)_dropped ?? [];

    /// <summary>Asks for what one posting needs.</summary>
    public void Ask(Posting posting)
    {
        _keys[_asked++] = posting.Key;
        if (posting.ReversalOf is { } target) (_targetKeys ??= []).Add(PostingKey.Of(target));
        if (PostingContext.AsksForParty(state, rules, posting)) (_parties ??= []).Add(PartyHash.Of(posting));
        if (state.Settlement is not null && posting.Trace is { } trace) (_traces ??= []).Add(new TraceQuery(trace, -posting.SignedAmount));
    }

    /// <summary>Reads what was asked.</summary>
    public ValueTask ReadAsync(IJournalReader reader)
    {
        if (postings == 0) return ValueTask.CompletedTask;
        var simple = _targetKeys is null && _parties is null && _traces is null;
        return simple
            ? reader.ReadFactsAsync(new FactsRequest { GrainKey = head.Key, Postings = _keys, Known = _known })
            : ReadAllAsync(reader);
    }

    /// <summary>The facts of the next posting, as of what the batch did so far.</summary>
    public PostingFacts Of(Posting posting)
    {
        var stored = _known[_decided++];
        var known = _batch is not null && _batch.TryGetValue(posting.Key, out var batched) ? batched : stored;
        var knowledge = known is not { } found ? PostingKnowledge.New
            : found.GrainKey == head.Key && found.ContentHash == posting.ContentHash ? PostingKnowledge.Same
            : PostingKnowledge.Different;
        ReversalTarget? target = null;
        var elsewhere = false;
        if (posting.ReversalOf is { } reversed)
        {
            var key = PostingKey.Of(reversed);
            _targets?.TryGetValue(key, out target);
            elsewhere = target is null && _elsewhere?.Contains(key) == true;
        }

        var lastSeen = _partiesSeen is null ? 0 : _partiesSeen.GetValueOrDefault(PartyHash.Of(posting));
        return new PostingFacts(knowledge, target, elsewhere, lastSeen);
    }

    /// <summary>A posting was accepted: the rest of the batch must know.</summary>
    public void Accepted(Decision decision, Posting posting)
    {
        foreach (var dropped in decision.State.TakeDroppedParties())
        {
            (_dropped ??= []).Add(new PartySeen(dropped.Party, dropped.LastSeen));
            (_partiesSeen ??= [])[dropped.Party] = dropped.LastSeen;
        }

        var sequence = decision.State.PostingSequence;
        if (decision.State.Settlement is not null && posting.Trace is not null) (_items ??= new SettlementItems()).Take(posting, sequence);
        if (postings == 1) return;
        (_batch ??= new Dictionary<PostingKey, KnownPosting>(postings))[posting.Key] = new KnownPosting(head.Key, sequence, posting.ContentHash, Reversed: false);
        if (_targetKeys is null) return;
        (_targets ??= [])[posting.Key] = new ReversalTarget(sequence, posting, Reversed: false);
        if (posting.ReversalOf is not { } reversed) return;
        var key = PostingKey.Of(reversed);
        _targets[key] = _targets[key] with { Reversed = true };
    }

    private async ValueTask ReadAllAsync(IJournalReader reader)
    {
        var targets = _targetKeys?.Count ?? 0;
        var (parties, traces) = (_parties?.Count ?? 0, _traces?.Count ?? 0);
        var request = new FactsRequest
        {
            GrainKey = head.Key,
            Postings = [.. _keys, .. _targetKeys ?? []],
            Known = new KnownPosting?[postings + targets],
            Parties = [.. _parties ?? []],
            PartiesLastSeen = new long[parties],
            Traces = [.. _traces ?? []],
            Items = new OpenItem?[traces],
        };
        await reader.ReadFactsAsync(request);
        request.Known.AsSpan(0, postings).CopyTo(_known);
        for (var i = 0; i < parties; i++)
        {
            (_partiesSeen ??= [])[request.Parties[i]] = request.PartiesLastSeen[i];
        }

        for (var i = 0; i < traces; i++)
        {
            if (request.Items[i] is { } item) (_items ??= new SettlementItems()).Know(request.Traces[i], item);
        }

        for (var i = postings; i < request.Postings.Length; i++)
        {
            if (request.Known[i] is { } known) await FindTargetAsync(reader, request.Postings[i], known);
        }
    }

    private async ValueTask FindTargetAsync(IJournalReader reader, PostingKey key, KnownPosting known)
    {
        if (known.GrainKey != head.Key)
        {
            (_elsewhere ??= []).Add(key);
            return;
        }

        var stored = await reader.FindAsync(head, known.Sequence)
            ?? throw new InvalidOperationException($"Posting {key} is known at sequence {known.Sequence} of {id}, where the journal has no entry.");
        var posted = (Posted)JournalCodec.Decode(stored, id);
        (_targets ??= [])[key] = new ReversalTarget(known.Sequence, posted.Posting, known.Reversed);
    }
}
