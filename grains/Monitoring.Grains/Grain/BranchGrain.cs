using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Domain.Codec;
using Monitoring.Grains.Journal;
using Monitoring.Grains.Queries;
using Orleans;

namespace Monitoring.Grains.Grain;

/// <summary>One branch: its reference data. Calls run one after the other.</summary>
public sealed class BranchGrain : Orleans.Grain, IBranchGrain
{
    private readonly LedgerServices _services;
    private readonly IBankReader _bank;
    private readonly IBranchTreeGate _gate;
    private GrainHead _head = GrainHead.None;
    private BranchReference? _reference;

    /// <summary>Created by the host.</summary>
    public BranchGrain(LedgerServices services, IBankReader bank, IBranchTreeGate gate)
    {
        _services = services;
        _bank = bank;
        _gate = gate;
    }

    private string Id => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken) => LoadAsync();

    /// <inheritdoc/>
    public Task<BranchReference?> GetReferenceAsync() => Task.FromResult(_reference);

    /// <inheritdoc/>
    public async Task<ReferenceOutcome> DeclareAsync(BranchReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var merged = reference with { Parent = reference.Parent ?? _reference?.Parent };
        if (merged == _reference) return default;
        // The check and the commit of one branch must not fall between those of another, or two branches could become each other's parents.
        await using var entered = await _gate.EnterAsync();
        if (await RefuseAsync(merged) is { } refused) return refused;
        for (var attempt = 1; ; attempt++)
        {
            var result = await _services.Journal.CommitAsync(CommitOf(merged));
            if (result.Status == CommitStatus.Committed)
            {
                (_head, _reference) = (result.Head, merged);
                return new ReferenceOutcome(Changed: true);
            }

            if (result.Status == CommitStatus.Unavailable) throw new JournalUnavailableException($"Branch {Id}: the journal cannot be written now.");
            await LoadAsync();
            if (merged == _reference) return new ReferenceOutcome(Changed: true);
            if (attempt == LedgerGrain.AttemptsMax) throw new JournalUnavailableException($"Branch {Id}: commits meet conflicts.");
        }
    }

    private async Task<ReferenceOutcome?> RefuseAsync(BranchReference reference)
    {
        if (reference.Parent is null) return null;
        var parents = (await _bank.ListBranchesAsync(CancellationToken.None)).ToDictionary(branch => branch.Id, branch => branch.Parent, StringComparer.Ordinal);
        if (!parents.ContainsKey(reference.Parent))
        {
            return new ReferenceOutcome(false, FeedCodes.BranchUnknown, "parent", "The parent is not declared.");
        }

        var depth = 1;
        for (var above = reference.Parent; above is not null; above = parents.GetValueOrDefault(above))
        {
            if (above == Id) return new ReferenceOutcome(false, FeedCodes.BranchCircular, "parent", "The parent lies below the branch.");
            if (++depth > Limits.BranchDepthMax)
            {
                return new ReferenceOutcome(
                    false, FeedCodes.BranchCircular, "parent", $"The tree would be deeper than {Limits.BranchDepthMax} levels.");
            }
        }

        return null;
    }

    private GrainCommit CommitOf(BranchReference reference) => new()
    {
        Kind = GrainKind.Branch,
        Id = Id,
        Head = _head,
        Entries = [JournalCodec.Encode(new BranchDeclared(reference), 0, 0, new ByteWriter())],
        Columns = default,
        Profile = new LedgerProfile(reference.Parent ?? string.Empty, reference.Name, null, null, string.Empty, 0, null),
    };

    private async Task LoadAsync()
    {
        var load = await _services.Reader.LoadAsync(GrainKind.Branch, Id, 0);
        _head = load.Head;
        _reference = null;
        foreach (var stored in load.Tail)
        {
            _reference = ((BranchDeclared)JournalCodec.Decode(stored, Id)).Reference;
        }
    }
}
