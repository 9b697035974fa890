using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Grains.Grain;

namespace Monitoring.Silo.Tests.Feed.Fixtures;

/// <summary>A grain of one kind over the books of an id.</summary>
internal sealed class FakeLedgerGrain(FakeLedger ledger, GrainKind kind) : IAccountGrain, ISettlementAccountGrain
{
    public async Task<PostingOutcome[]> PostAsync(Posting[] postings)
    {
        ledger.Enter();
        try
        {
            return await ledger.Bank.CallAsync(ledger.Id, () => Post(postings));
        }
        finally
        {
            ledger.Leave();
        }
    }

    public Task<ReferenceOutcome> DeclareAsync(AccountReference reference) => DeclareAsync(reference, reference.Branch);

    public Task<ReferenceOutcome> DeclareAsync(SettlementReference reference) => DeclareAsync(reference, reference.Branch);

    public Task<LedgerFigures?> GetFiguresAsync() => throw new NotSupportedException();

    public Task<AlertCommandOutcome> HandleAsync(AlertCommand command) => throw new NotSupportedException();

    public Task CloseDayAsync(DateOnly date) => ledger.Bank.CallAsync(ledger.Id, () =>
    {
        lock (ledger.Lock) ledger.ClosedDays.Add(date);
        return true;
    });

    private PostingOutcome[] Post(Posting[] postings)
    {
        lock (ledger.Lock)
        {
            ledger.CallSizes.Add(postings.Length);
            if (ledger.Kind is { } known && known != kind) return [.. postings.Select(_ => Rejected(FeedCodes.KindConflict, "account"))];
            ledger.Kind = kind;
            return [.. postings.Select(Post)];
        }
    }

    private PostingOutcome Post(Posting posting)
    {
        if (posting.Currency != "CNY") return Rejected(FeedCodes.CurrencyMismatch, "currency");
        var isKnown = ledger.Postings.Exists(known => known.PostingId == posting.PostingId);
        var content = ledger.Bank.Remember(posting);
        if (content != posting.ContentHash) return Rejected(FeedCodes.PostingConflict, "postingId");
        if (!isKnown)
        {
            ledger.Postings.Add(posting);
            ledger.Balance = unchecked(ledger.Balance + posting.SignedAmount);
        }

        return new PostingOutcome(isKnown ? PostingVerdict.Duplicate : PostingVerdict.Accepted, ledger.Postings.Count, ledger.Balance);
    }

    private Task<ReferenceOutcome> DeclareAsync(object reference, string branch) => ledger.Bank.CallAsync(ledger.Id, () =>
    {
        lock (ledger.Lock)
        {
            if (!ledger.Bank.HasBranch(branch)) return new ReferenceOutcome(false, FeedCodes.BranchUnknown, "branch", "No such branch.");
            if (ledger.Kind is { } known && known != kind)
            {
                return new ReferenceOutcome(false, FeedCodes.KindConflict, "kind", "Other kind.");
            }
            var isChanged = !reference.Equals(ledger.Reference);
            ledger.Kind = kind;
            ledger.Reference = reference;
            return new ReferenceOutcome(isChanged);
        }
    });

    private static PostingOutcome Rejected(string code, string field) => new(PostingVerdict.Rejected, 0, 0, code, field, "Refused.");
}
