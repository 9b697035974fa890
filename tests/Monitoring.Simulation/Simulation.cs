using Monitoring.Grains.Journal;
using Monitoring.Silo.Feed;
using Monitoring.Simulation.Audit;
using Monitoring.Simulation.Engine;
using Monitoring.Simulation.Platform;
using Monitoring.Simulation.Workload;

namespace Monitoring.Simulation;

/// <summary>
/// One seed from its first body to the auditor's last check. Runs on the pool's one thread; after each step all that it set off runs until
/// nothing is left to do, then the seed decides the next step.
/// </summary>
internal sealed partial class Simulation : IDisposable
{
    /// <summary>Monday morning in the bank's time zone.</summary>
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    private const int WatcherCount = 2;

    private readonly SimRandom _random;
    private readonly SimRandom _lines;
    private readonly Settings _settings;
    private readonly StepLog _log;
    private readonly IStorePlace _place;
    private readonly Bank _bank;
    private readonly Books _books;
    private readonly Sightings _sightings = new();
    private readonly List<Body> _running = [];
    private readonly List<Task> _errands = [];
    private PlatformProcess _process;
    private ViolationException? _violation;
    private bool _isCalm;
    private bool _crashes;
    private int _bodies;
    private int _errandCount;
    private long _step;
    private long _fullUntil;
    private long _awayUntil;
    private long _slowUntil;

    public Simulation(ulong seed, IStorePlace place, StepLog log, Mutation mutation = Mutation.None, int scale = 1)
    {
        _random = new SimRandom(seed);
        _settings = new Settings(_random.Fork(), mutation, scale);
        _lines = _random.Fork();
        _bank = new Bank(_random.Fork(), _settings);
        _books = new Books(_settings.OpensUnknown, _bank.Strangers.Select(static account => account.Id));
        _place = place;
        _log = log;
        _log.Add($"seed {seed}: {_settings}");
        for (var i = 0; i < WatcherCount; i++) _sightings.AddWatcher();
        _process = StartProcess(Start);
    }

    /// <summary>What was done.</summary>
    public Tally Tally { get; } = new();

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="ViolationException">Something that must hold does not.</exception>
    public async Task RunAsync()
    {
        await DeclareAllAsync();
        while (_bodies < _settings.Bodies || _running.Count > 0)
        {
            await Pool.SettleAsync();
            ThrowIfViolated();
            _step++;
            TakeStep();
        }

        await FinishAsync();
        (Tally.Seeds, Tally.Steps, Tally.Postings) = (1, _step, _books.Acknowledged);
    }

    public void Dispose()
    {
        _process.Ended.Cancel();
        _place.Dispose();
    }

    private PlatformProcess StartProcess(DateTimeOffset now)
    {
        var process = new PlatformProcess(_place, _settings, now, () => _awayUntil > _step, Published, Decide);
        for (var i = 0; i < WatcherCount; i++) _ = WatchAsync(process, i);
        return process;
    }

    /// <summary>A watcher of the present process, from where it was when the last one ended.</summary>
    private async Task WatchAsync(PlatformProcess process, int watcher)
    {
        try
        {
            while (!process.Ended.IsCancellationRequested)
            {
                await WatchOnceAsync(process, watcher);
            }
        }
        catch (ViolationException violation)
        {
            _violation ??= violation;
        }
    }

    private async Task WatchOnceAsync(PlatformProcess process, int watcher)
    {
        try
        {
            var changes = process.Store.Feed.WatchAsync(_sightings.CursorOf(watcher), process.Ended.Token);
            await foreach (var row in changes)
            {
                if (process.Ended.IsCancellationRequested) return;
                await _sightings.ChangeAsync(watcher, row, process.Store.Alerts);
            }
        }
        catch (JournalUnavailableException)
        {
            // Comes again a while later, as a client does.
            await Task.Delay(TimeSpan.FromSeconds(1), process.Clock, process.Ended.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    /// <summary>Something told to watchers from within the writer, which only a fault put in does.</summary>
    private void Published(Monitoring.Silo.Journal.GroupPlan plan)
    {
        foreach (var row in Monitoring.Silo.Journal.AlertFeed.RowsOf(plan))
        {
            var found = _sightings.ChangeAsync(0, row, _process.Store.Alerts).AsTask();
            if (found.IsFaulted) _violation ??= found.Exception.InnerException as ViolationException;
        }
    }

    private void ThrowIfViolated()
    {
        if (_process.Defects.Take() is { } defect) throw new ViolationException("no defect is logged", defect);
        if (_violation is not null) throw _violation;
    }

    /// <summary>Takes steps without faults until something holds.</summary>
    private async Task DriveUntilAsync(Func<bool> holds, string what)
    {
        const int StepsMax = 200_000;
        for (var steps = 0; ; steps++)
        {
            await Pool.SettleAsync();
            ThrowIfViolated();
            if (holds()) return;
            if (steps == StepsMax) throw new ViolationException("everything ends", $"after {steps} steps without a fault: {what}");
            _step++;
            if (_process.WriterCanStep) StepWriter();
            else if (_process.ReaderCanStep) _process.Conductor.Reader.Step();
            else _process.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private async Task<FeedResult?> SendAsync(PlatformProcess process, SimSilo silo, Body body)
    {
        var input = new FeedInput
        {
            Body = body.Open(),
            Kind = FeedKind.Postings,
            Format = FeedFormat.NdJson,
            Source = "sender",
            WithBalances = true,
        };
        try
        {
            var result = await silo.Feed.TakeAsync(input, body.Leaves);
            if (body.IsOrphan) return null;
            _running.Remove(body);
            _log.Add($"body {body.Number} {result.Status}: {result.Accepted} accepted, {result.Duplicates} known, {result.Rejected} rejected");
            if (result.Status == FeedStatus.Failed) throw new ViolationException("no body fails unexpectedly", $"body {body.Number}");
            _books.Answered(body, result);
            foreach (var balance in result.Balances ?? [])
            {
                var told = balance.Balance + (_settings.Mutation == Mutation.WrongBalance && body.Number % 5 == 4 ? 1 : 0);
                await _sightings.FigureAsync(balance.Account, balance.Sequence, told, process.Store.Bank, $"body {body.Number}");
            }

            return result;
        }
        catch (ViolationException violation)
        {
            _violation ??= violation;
        }
        catch (Exception exception) when (!body.IsOrphan)
        {
            _violation ??= new ViolationException("a body is always answered", $"body {body.Number}: {exception}");
        }
        catch (Exception)
        {
            // Its process has ended; nobody is told.
        }
        finally
        {
            body.Dispose();
        }

        return null;
    }

    private void StepWriter()
    {
        _crashes = false;
        if (_process.Conductor.Writer.Point == StorePoint.Take) _place.BeginGroup();
        _process.Conductor.Writer.Step();
        if (!_crashes) return;
        // Before anybody can have seen it: as a power failure while the log is synced.
        Tally.TornCommits++;
        Crash(isCommitting: true);
    }
}
