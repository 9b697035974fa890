using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Grains.Grain;
using Monitoring.Grains.Journal;
using Monitoring.Simulation.Engine;
using Monitoring.Simulation.Platform;
using Monitoring.Simulation.Workload;

namespace Monitoring.Simulation.Audit;

/// <summary>
/// The same bank where nothing fails: takes each account's declarations, postings, ends of days and people's commands in the order of its
/// journal, and must come to the same journal, alerts and their ids included. What rules decided is not given to it.
/// </summary>
internal sealed class ReferenceRun(IStorePlace place, Settings settings, DateTimeOffset now, Bank bank)
{
    public async Task CompareAsync(IReadOnlyDictionary<string, IReadOnlyList<(StoredEntry Stored, LedgerEvent Event)>> journals)
    {
        var process = new PlatformProcess(place, settings, now, static () => false, static _ => { }, decide: null);
        try
        {
            await Task.WhenAll(bank.Accounts.Concat(bank.Strangers).Select(account => CompareAsync(process, account, journals[account.Id])));
        }
        finally
        {
            process.Stop();
        }
    }

    private static async Task CompareAsync(
        PlatformProcess process, BankAccount account, IReadOnlyList<(StoredEntry Stored, LedgerEvent Event)> journal)
    {
        ILedgerGrain grain = account.IsSettlement
            ? process.Silos[0].Grains.GetGrain<ISettlementAccountGrain>(account.Id)
            : process.Silos[0].Grains.GetGrain<IAccountGrain>(account.Id);
        await ReplayAsync(grain, [.. journal.Select(static entry => entry.Event)]);
        var kind = account.IsSettlement ? GrainKind.SettlementAccount : GrainKind.Account;
        var again = (await process.Store.Reader.LoadAsync(kind, account.Id, 0)).Tail;
        for (var i = 0; i < Math.Max(again.Count, journal.Count); i++)
        {
            var found = i < journal.Count ? EntryText.Of(journal[i].Stored, journal[i].Event) : "nothing";
            var expected = i < again.Count ? EntryText.Of(again[i], JournalCodec.Decode(again[i], account.Id)) : "nothing";
            if (found == expected) continue;
            throw new ViolationException(
                "faults change nothing", $"{account.Id}, entry {i + 1}: {found}; without faults it is {expected}");
        }
    }

    private static async Task ReplayAsync(ILedgerGrain grain, IReadOnlyList<LedgerEvent> events)
    {
        var postings = new List<Posting>();
        var states = new Dictionary<AlertId, AlertState>();
        foreach (var happened in events)
        {
            if (happened is Posted posted) postings.Add(posted.Posting);
            else if (IsCommanded(happened)) await FlushAsync(grain, postings);
            switch (happened)
            {
                case AccountOpened { ByPosting: false } opened:
                    await ((IAccountGrain)grain).DeclareAsync(opened.Reference);
                    break;
                case AccountChanged changed:
                    await ((IAccountGrain)grain).DeclareAsync(changed.Reference);
                    break;
                case SettlementOpened opened:
                    await ((ISettlementAccountGrain)grain).DeclareAsync(opened.Reference);
                    break;
                case SettlementChanged changed:
                    await ((ISettlementAccountGrain)grain).DeclareAsync(changed.Reference);
                    break;
                case DayClosed closed:
                    await grain.CloseDayAsync(closed.Date);
                    break;
                case AlertChanged changed:
                    if (changed.Actor is not null) await grain.HandleAsync(CommandOf(changed, states[changed.Alert.Id]));
                    states[changed.Alert.Id] = changed.Alert.State;
                    break;
            }
        }

        await FlushAsync(grain, postings);
    }

    /// <summary>
    /// Whether an event was not decided by the rules alone. The end of a day may be: then giving it as a command changes nothing.
    /// </summary>
    private static bool IsCommanded(LedgerEvent happened) => happened switch
    {
        AlertChanged changed => changed.Actor is not null,
        AccountOpened opened => !opened.ByPosting,
        _ => true,
    };

    private static async Task FlushAsync(ILedgerGrain grain, List<Posting> postings)
    {
        if (postings.Count > 0) await grain.PostAsync([.. postings]);
        postings.Clear();
    }

    private static AlertCommand CommandOf(AlertChanged changed, AlertState before)
    {
        var (id, actor, note) = (changed.Alert.Id, changed.Actor!, changed.Note);
        return changed.Kind switch
        {
            AlertChangeKind.Acknowledged => new AcknowledgeAlert(id, actor, note),
            AlertChangeKind.Assigned => new AssignAlert(id, actor, note, changed.Alert.Assignee!),
            AlertChangeKind.Escalated => new EscalateAlert(id, actor, note, changed.Alert.Level),
            AlertChangeKind.CloseProposed => new CloseAlert(id, actor, note, changed.Alert.ProposedOutcome!.Value),
            AlertChangeKind.CloseRefused => new DecideClose(id, actor, note, false),
            AlertChangeKind.Closed when before == AlertState.CloseProposed => new DecideClose(id, actor, note, true),
            AlertChangeKind.Closed => new CloseAlert(id, actor, note, changed.Alert.Outcome!.Value),
            _ => throw new InvalidOperationException($"{changed.Kind} is no change by a person."),
        };
    }
}
