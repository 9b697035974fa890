using System.Text.Json;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Feed;
using Monitoring.Silo.Stores;
using Monitoring.Simulation.Audit;
using Monitoring.Simulation.Engine;
using Monitoring.Simulation.Platform;
using Monitoring.Simulation.Workload;
using Orleans;

namespace Monitoring.Simulation;

/// <content>The end: faults cease, all that is open is resolved, and the auditor looks at everything.</content>
internal sealed partial class Simulation
{
    private async Task FinishAsync()
    {
        _log.Add("faults cease");
        (_isCalm, _fullUntil, _awayUntil, _slowUntil) = (true, 0, 0, 0);
        await DriveUntilAsync(
            () => _running.Count == 0
                && _errands.TrueForAll(static errand => errand.IsCompleted)
                && _process.Silos.TrueForAll(static silo => silo.Feed.InFlight == 0),
            "calls under way");
        _books.IsQuiet = true;
        while (_owed is not null)
        {
            _declaring = Errand(() => PayAsync(_process.Silos[0]));
            await DriveUntilAsync(() => _declaring.IsCompleted, "a declaration");
        }

        foreach (var line in _books.Unknown()) await ResolveAsync(line);
        // Of a grain that lives twice, one may have been put off by the other and not know it yet.
        if (_process.Silos.Count > 1) PutAllAway();
        // As who asks for its health does; by itself the writer would look after some seconds of real time.
        var probe = Errand(async () => await new StoreHealth(_process.Store).ProbeAsync(_process.Ended.Token));
        await DriveUntilAsync(() => probe.IsCompleted, "a probe");
        var now = _process.Clock.GetUtcNow();
        var live = await FiguresAsync(_process);
        while (SimSilo.Calendar.BusinessDateOf(now) != SimSilo.Calendar.BusinessDateOf(_process.Clock.GetUtcNow()))
        {
            now = _process.Clock.GetUtcNow();
            live = await FiguresAsync(_process);
        }

        if (_random.Chance(500)) Crash(isCommitting: false);
        await StopAsync();
        if (_settings.Mutation == Mutation.WrongSnapshot)
        {
            _place.Execute("update snapshot set data = (select min(data) from snapshot)");
        }

        Same(live, await ReopenedFiguresAsync(now), "figures read from snapshots and what followed");
        _place.Execute("delete from snapshot");
        Same(live, await ReopenedFiguresAsync(now), "figures read from the journal alone");
        await AuditAsync(now, live);
    }

    /// <summary>Sends again what was never answered: it is in the books or not, and the answer must be that it is known, or that it is taken.</summary>
    private async Task ResolveAsync(SentLine line)
    {
        if (!_books.Postings[line.Id].IsUnknown) return;
        for (var answered = false; !answered;)
        {
            var facts = new FactsRequest { GrainKey = 0, Postings = [PostingKey.Of(line.Id)], Known = new KnownPosting?[1] };
            var asking = _process.Store.Reader.ReadFactsAsync(facts).AsTask();
            await DriveUntilAsync(() => asking.IsCompleted, $"looking for {line.Id}");
            await asking;
            var known = facts.Known[0];
            var sending = Send([line], null);
            await DriveUntilAsync(() => sending.IsCompleted, $"resending {line.Id}");
            ThrowIfViolated();
            var result = await sending;
            answered = result?.Status == FeedStatus.Completed;
            if (!answered) continue;
            var expected = known is not null ? result!.Accepted == 0 : result!.Duplicates == 0;
            if (!expected)
            {
                throw new ViolationException(
                    "an unknown outcome is what a resend says",
                    $"{line.Json} {(known is null ? "was not in the store" : "was in the store")}, the answer was {result.Accepted} accepted, "
                    + $"{result.Duplicates} known");
            }
        }
    }

    private void PutAllAway()
    {
        foreach (var activation in _process.Silos.SelectMany(static silo => silo.Host.Activations))
        {
            activation.End(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "Simulated."));
        }
    }

    private async Task StopAsync()
    {
        _log.Add("clean stop");
        var stopping = Task.WhenAll(_process.Silos.Select(static silo => silo.Host.StopAsync()));
        await DriveUntilAsync(() => stopping.IsCompleted, "a clean stop");
        await stopping;
        _process.Stop();
    }

    private async Task<SortedDictionary<string, string>> FiguresAsync(PlatformProcess process)
    {
        var asking = AskFiguresAsync(process);
        await DriveUntilAsync(() => asking.IsCompleted, "asking for all figures");
        return await asking;
    }

    private async Task<SortedDictionary<string, string>> ReopenedFiguresAsync(DateTimeOffset now)
    {
        var process = new PlatformProcess(_place, _settings.WithoutFaults(), now, static () => false, static _ => { }, decide: null);
        try
        {
            return await AskFiguresAsync(process);
        }
        finally
        {
            // Not stopped but left: what is read next must be what was there before.
            process.Stop();
        }
    }

    private async Task<SortedDictionary<string, string>> AskFiguresAsync(PlatformProcess process)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var account in _bank.Accounts.Concat(_bank.Strangers))
        {
            LedgerFigures? figures = account.IsSettlement
                ? await process.Silos[0].Grains.GetGrain<Grains.Grain.ISettlementAccountGrain>(account.Id).GetFiguresAsync()
                : await process.Silos[0].Grains.GetGrain<Grains.Grain.IAccountGrain>(account.Id).GetFiguresAsync();
            if (figures is not null) found.Add(account.Id, JsonSerializer.Serialize(figures));
        }

        return found;
    }

    private static void Same(SortedDictionary<string, string> expected, SortedDictionary<string, string> found, string what)
    {
        foreach (var id in expected.Keys.Union(found.Keys, StringComparer.Ordinal))
        {
            var (before, after) = (expected.GetValueOrDefault(id), found.GetValueOrDefault(id));
            if (before != after) throw new ViolationException("snapshots equal replay", $"{what}: {id} has {after}, the grain had {before}");
        }
    }

    private async Task AuditAsync(DateTimeOffset now, SortedDictionary<string, string> live)
    {
        var process = new PlatformProcess(_place, _settings.WithoutFaults(), now, static () => false, static _ => { }, decide: null);
        try
        {
            var audit = new FinalAudit(process, _bank, _books, _sightings);
            await audit.RunAsync();
            Tally.Alerts = audit.Changes;
            using var place = new SqlitePlace(_place.Folder + "-reference");
            var reference = new ReferenceRun(place, _settings.WithoutFaults(), now, _bank);
            await reference.CompareAsync(audit.Journals);
            _log.Add($"sound: {live.Count} accounts, {_books.Acknowledged} postings, {audit.Changes} changes of alerts");
        }
        finally
        {
            process.Stop();
        }
    }
}
