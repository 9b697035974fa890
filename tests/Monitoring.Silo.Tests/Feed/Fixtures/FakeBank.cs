using System.Collections.Concurrent;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Grains.Grain;
using Monitoring.Grains.Journal;
using Orleans;

namespace Monitoring.Silo.Tests.Feed.Fixtures;

/// <summary>
/// Grains that only remember what they were told, as their contracts say: each id one after the other, an id counts once.
/// </summary>
internal sealed class FakeBank : IGrainFactory, IJournalReader
{
    private readonly ConcurrentDictionary<string, FakeLedger> _ledgers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FakeBranch> _branches = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _known = new(StringComparer.Ordinal);
    private int _callsNow;
    private int _callsMost;

    /// <summary>Called before there is a call: what it throws reaches the caller at once and not by a task.</summary>
    public Action<string> BeforeReach { get; set; } = _ => { };

    /// <summary>Awaited in each call before it takes effect.</summary>
    public Func<string, Task> BeforeCall { get; set; } = _ => Task.CompletedTask;

    /// <summary>Awaited in each call after it took effect.</summary>
    public Func<string, Task> AfterCall { get; set; } = _ => Task.CompletedTask;

    /// <summary>Most calls that were under way at a time.</summary>
    public int CallsMost => _callsMost;

    public IReadOnlyList<string> BranchesDeclared =>
        [.. _branches.Values.Where(branch => branch.Reference is not null).Select(branch => branch.Id)];

    public FakeLedger Ledger(string id) => _ledgers.GetOrAdd(id, key => new FakeLedger(this, key));

    public long PostingsApplied => _ledgers.Values.Sum(ledger => ledger.Postings.Count);

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        BeforeReach(primaryKey);
        object grain = typeof(TGrainInterface) == typeof(IBranchGrain) ? Branch(primaryKey)
            : typeof(TGrainInterface) == typeof(IAccountGrain) ? new FakeLedgerGrain(Ledger(primaryKey), GrainKind.Account)
            : new FakeLedgerGrain(Ledger(primaryKey), GrainKind.SettlementAccount);
        return (TGrainInterface)grain;
    }

    public ValueTask<GrainLoad> LoadAsync(GrainKind kind, string id, long afterSequence) =>
        ValueTask.FromResult(new GrainLoad(GrainHead.None, Ledger(id).Kind, []));

    public ValueTask ReadFactsAsync(FactsRequest request) => throw new NotSupportedException();

    public ValueTask<StoredEntry?> FindAsync(GrainHead head, long sequence) => throw new NotSupportedException();

    public bool HasBranch(string id) => _branches.TryGetValue(id, out var branch) && branch.Reference is not null;

    /// <summary>Remembers an id for ever; the content it came with first.</summary>
    public long Remember(Posting posting) => _known.GetOrAdd(posting.PostingId, posting.ContentHash);

    public async Task<TResult> CallAsync<TResult>(string id, Func<TResult> effect)
    {
        var now = Interlocked.Increment(ref _callsNow);
        for (var most = _callsMost; now > most; most = _callsMost) Interlocked.CompareExchange(ref _callsMost, now, most);
        try
        {
            await BeforeCall(id);
            var result = effect();
            await AfterCall(id);
            return result;
        }
        finally
        {
            Interlocked.Decrement(ref _callsNow);
        }
    }

    private FakeBranch Branch(string id) => _branches.GetOrAdd(id, key => new FakeBranch(this, key));

    private sealed class FakeBranch(FakeBank bank, string id) : IBranchGrain
    {
        public string Id { get; } = id;

        public BranchReference? Reference { get; private set; }

        public Task<ReferenceOutcome> DeclareAsync(BranchReference reference) => bank.CallAsync(Id, () =>
        {
            if (reference.Parent is { } parent && !bank.HasBranch(parent))
            {
                return new ReferenceOutcome(false, FeedCodes.BranchUnknown, "parent", "No such parent.");
            }

            var isChanged = Reference != reference;
            Reference = reference;
            return new ReferenceOutcome(isChanged);
        });

        public Task<BranchReference?> GetReferenceAsync() => Task.FromResult(Reference);
    }
}
