using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Reference;
using Monitoring.Grains.Grain;
using Monitoring.Silo.Feed.Parsing;
using Monitoring.Silo.Feed.Quarantine;
using Orleans;

namespace Monitoring.Silo.Feed.Dispatch;

/// <summary>
/// Sends one body's reference records to their grains: branches one after the other, accounts side by side but those of one id in order. A
/// record whose branch or parent is not declared yet is put off to the body's end, so that branches may come in any order and anywhere.
/// </summary>
internal sealed class ReferenceDispatcher(
    IGrainFactory grains,
    LedgerDirectory directory,
    GrainCalls calls,
    FeedReport report,
    QuarantineWriter quarantine,
    Action<int> release,
    CancellationToken cancellationToken)
    : LaneDispatcher<ReferenceRecord>(perCallMax: 1, release)
{
    /// <summary>
    /// Records put off at most; more are rejected at once. A bank has some hundred branches, so only strange files have more.
    /// </summary>
    private const int PutOffMax = 10_000;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _putOffIds = new(StringComparer.Ordinal);
    private List<Item> _putOff = [];

    /// <summary>Declares a branch, before anything that follows it in the body.</summary>
    public async ValueTask DeclareBranchAsync(Item item)
    {
        if (Failure is not null) return;
        try
        {
            await DeclareAsync(item).ConfigureAwait(false);
            NoteAnswer();
        }
        catch (Exception exception)
        {
            Stop(FailureOf(exception));
        }
    }

    /// <summary>Completes when everything is answered, also what was put off.</summary>
    public async Task DrainAllAsync()
    {
        await DrainAsync().ConfigureAwait(false);
        while (Failure is null && TakePutOff() is { Count: > 0 } round)
        {
            var before = round.Count;
            foreach (var item in round.Where(item => item.Record.Branch is not null).OrderBy(item => item.Line))
            {
                await DeclareBranchAsync(item).ConfigureAwait(false);
            }

            // Their places of the budget were given back when they were put off.
            Enqueue([.. round.Where(item => item.Record.Branch is null).OrderBy(item => item.Line).Select(item => item with { Cost = 0 })]);
            await DrainAsync().ConfigureAwait(false);
            if (_putOff.Count < before) continue;
            foreach (var item in TakePutOff()) RejectPutOff(item);
        }
    }

    protected override async Task SendAsync(string key, ReadOnlyMemory<Item> items)
    {
        for (var i = 0; i < items.Length; i++) await DeclareAsync(items.Span[i]).ConfigureAwait(false);
    }

    protected override ValueTask TakeAnswerAsync(string key, ReadOnlyMemory<Item> items, Task sent) => new(sent);

    protected override FeedFailure FailureOf(Exception exception) => GrainCalls.FailureOf(exception);

    private async ValueTask DeclareAsync(Item item)
    {
        if (TryFollow(item)) return;
        var outcome = await calls.RetryAsync(() => CallAsync(item.Record), cancellationToken).ConfigureAwait(false);
        if (outcome.Code == FeedCodes.BranchUnknown && TryPutOff(item)) return;
        if (outcome.IsRejected)
        {
            Reject(item, outcome);
            return;
        }

        if (item.Record.Settlement is not null) directory.Learn(item.Record.Id);
        report.Count(outcome.Changed ? 1 : 0, outcome.Changed ? 0 : 1);
    }

    private Task<ReferenceOutcome> CallAsync(ReferenceRecord record)
    {
        if (record.Branch is { } branch) return grains.GetGrain<IBranchGrain>(record.Id).DeclareAsync(branch);
        if (record.Account is { } account) return grains.GetGrain<IAccountGrain>(record.Id).DeclareAsync(account);
        return grains.GetGrain<ISettlementAccountGrain>(record.Id).DeclareAsync(record.Settlement!);
    }

    /// <summary>An earlier record of the same id was put off: this one must not overtake it.</summary>
    private bool TryFollow(Item item)
    {
        lock (_lock) return _putOffIds.Contains(KeyOf(item.Record)) && TryPutOff(item);
    }

    private bool TryPutOff(Item item)
    {
        lock (_lock)
        {
            if (_putOff.Count >= PutOffMax) return false;
            _putOff.Add(item);
            _putOffIds.Add(KeyOf(item.Record));
            return true;
        }
    }

    private List<Item> TakePutOff()
    {
        lock (_lock)
        {
            var taken = _putOff;
            _putOff = [];
            _putOffIds.Clear();
            return taken;
        }
    }

    /// <summary>Branches have ids of their own.</summary>
    private static string KeyOf(ReferenceRecord record) => record.Branch is null ? record.Id : "\0" + record.Id;

    private void RejectPutOff(Item item)
    {
        var (field, id) = item.Record switch
        {
            { Branch: { } branch } => ("parent", branch.Parent),
            { Account: { } account } => ("branch", account.Branch),
            _ => ("branch", item.Record.Settlement!.Branch),
        };
        Reject(item, new ReferenceOutcome(false, FeedCodes.BranchUnknown, field, $"The branch {id} is not declared."));
    }

    private void Reject(Item item, ReferenceOutcome outcome)
    {
        var rejection = new FeedRejection(item.Line, item.Record.Id, outcome.Field, outcome.Code!, outcome.Message ?? "");
        report.Reject(rejection);
        quarantine.Add(rejection, item.Record);
    }
}
