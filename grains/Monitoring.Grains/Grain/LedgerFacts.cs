using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using Monitoring.Grains.Journal;

namespace Monitoring.Grains.Grain;

/// <summary>
/// What a batch of commands must know from outside the state: asked once, read in one batched read, and kept up to date while the batch is
/// decided, since what the batch itself does is not in the store yet.
/// </summary>
internal sealed class LedgerFacts(LedgerState state, LedgerRules rules, GrainHead head, string id)
{
    private readonly List<PostingKey> _keys = [];
    private readonly List<long> _parties = [];
    private readonly List<TraceQuery> _traces = [];
    private readonly Dictionary<PostingKey, KnownPosting> _known = [];
    private readonly Dictionary<PostingKey, ReversalTarget> _targets = [];
    private readonly Dictionary<long, long> _partiesSeen = [];
    private List<PostingKey>? _targetKeys;

    /// <summary>Items of a settlement account.</summary>
    public SettlementItems Items { get; } = new();

    /// <summary>Parties that memory dropped while the batch was decided.</summary>
    public List<PartySeen> Dropped { get; } = [];

    /// <summary>Asks for what one posting needs.</summary>
    public void Ask(Posting posting)
    {
        _keys.Add(posting.Key);
        if (posting.ReversalOf is { } target) (_targetKeys ??= []).Add(PostingKey.Of(target));
        if (PostingContext.AsksForParty(state, rules, posting)) _parties.Add(PartyHash.Of(posting));
        if (state.Settlement is not null && posting.Trace is { } trace) _traces.Add(new TraceQuery(trace, -posting.SignedAmount));
    }

    /// <summary>Reads what was asked.</summary>
    public async ValueTask ReadAsync(IJournalReader reader)
    {
        if (_keys.Count == 0) return;
        if (_targetKeys is not null) _keys.AddRange(_targetKeys);
        var request = new FactsRequest
        {
            GrainKey = head.Key,
            Postings = [.. _keys],
            Known = new KnownPosting?[_keys.Count],
            Parties = [.. _parties],
            PartiesLastSeen = new long[_parties.Count],
            Traces = [.. _traces],
            Items = new OpenItem?[_traces.Count],
        };
        await reader.ReadFactsAsync(request);
        Take(request);
        foreach (var target in _targetKeys ?? [])
        {
            await FindTarget(reader, target);
        }
    }

    /// <summary>The facts of one posting, as of what the batch did so far.</summary>
    public PostingFacts Of(Posting posting)
    {
        var knowledge = PostingKnowledge.New;
        if (_known.TryGetValue(posting.Key, out var known))
        {
            knowledge = known.GrainKey == head.Key && known.ContentHash == posting.ContentHash ? PostingKnowledge.Same : PostingKnowledge.Different;
        }

        ReversalTarget? target = null;
        var elsewhere = false;
        if (posting.ReversalOf is { } reversed)
        {
            var key = PostingKey.Of(reversed);
            elsewhere = !_targets.TryGetValue(key, out target) && _known.ContainsKey(key);
        }

        var party = PartyHash.Of(posting);
        return new PostingFacts(knowledge, target, elsewhere, party == 0 ? 0 : _partiesSeen.GetValueOrDefault(party));
    }

    /// <summary>A posting was accepted: the rest of the batch must know.</summary>
    public void Accepted(Decision decision, Posting posting)
    {
        var sequence = decision.State.PostingSequence;
        _known[posting.Key] = new KnownPosting(head.Key, sequence, posting.ContentHash, Reversed: false);
        _targets[posting.Key] = new ReversalTarget(sequence, posting, Reversed: false);
        if (posting.ReversalOf is { } reversed)
        {
            var key = PostingKey.Of(reversed);
            _targets[key] = _targets[key] with { Reversed = true };
        }

        foreach (var dropped in decision.State.TakeDroppedParties())
        {
            Dropped.Add(new PartySeen(dropped.Party, dropped.LastSeen));
            _partiesSeen[dropped.Party] = dropped.LastSeen;
        }

        if (decision.State.Settlement is not null && posting.Trace is not null) Items.Take(posting, sequence);
    }

    private void Take(FactsRequest request)
    {
        for (var i = 0; i < request.Postings.Length; i++)
        {
            if (request.Known[i] is { } known) _known[request.Postings[i]] = known;
        }

        for (var i = 0; i < request.Parties.Length; i++)
        {
            _partiesSeen[request.Parties[i]] = request.PartiesLastSeen[i];
        }

        for (var i = 0; i < request.Traces.Length; i++)
        {
            if (request.Items[i] is { } item) Items.Know(request.Traces[i], item);
        }
    }

    private async ValueTask FindTarget(IJournalReader reader, PostingKey key)
    {
        if (!_known.TryGetValue(key, out var known) || known.GrainKey != head.Key || _targets.ContainsKey(key)) return;
        var stored = await reader.FindAsync(head, known.Sequence)
            ?? throw new InvalidOperationException($"Posting {key} is known at sequence {known.Sequence} of {id}, where the journal has no entry.");
        var posted = (Posted)JournalCodec.Decode(stored, id);
        _targets[key] = new ReversalTarget(known.Sequence, posted.Posting, known.Reversed);
    }
}
