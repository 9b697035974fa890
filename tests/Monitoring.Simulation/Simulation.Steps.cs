using Monitoring.Contracts.Alert;
using Monitoring.Grains.Grain;
using Monitoring.Grains.Journal;
using Monitoring.Simulation.Engine;
using Monitoring.Simulation.Platform;
using Monitoring.Simulation.Workload;
using Monitoring.Silo.Feed;
using Monitoring.Silo.Stores.Verify;
using Orleans;
using Orleans.Runtime;

namespace Monitoring.Simulation;

/// <content>The steps that a seed can decide on.</content>
internal sealed partial class Simulation
{
    /// <summary>Errands of people and clocks under way at most.</summary>
    private const int ErrandsMax = 6;

    private void TakeStep()
    {
        var slow = _slowUntil > _step;
        var canMove = _process.WriterCanStep || _process.ReaderCanStep;
        var roll = _random.Below(1_000);
        if (roll < 400 && _process.WriterCanStep && !(slow && _random.Chance(950))) StepWriter();
        else if (roll < 700 && _process.ReaderCanStep && !(slow && _random.Chance(900))) _process.Conductor.Reader.Step();
        else if (roll < 850 && _bodies < _settings.Bodies && _running.Count < _settings.Senders) StartBody();
        else if (roll < 860) Advance(TimeSpan.FromSeconds(_random.Between(1, 90)));
        else if (roll < 863) Advance(TimeSpan.FromMinutes(_random.Between(1, 900)));
        else if (roll < 900) RunErrand();
        else if (roll < 925) PutAway();
        else if (roll < 929) Leave();
        else if (roll < 950) Disturb();
        else if (!canMove) Advance(TimeSpan.FromMilliseconds(_random.Between(100, 3_000)));
    }

    private void StartBody()
    {
        var count = _lines.Between(1, _settings.LinesMax);
        var now = _process.Clock.GetUtcNow();
        var lines = new List<SentLine>(count);
        var unknown = _books.Unknown();
        for (var i = 0; i < count; i++)
        {
            lines.Add(unknown.Count > 0 && _lines.Chance(300) ? _lines.Pick(unknown) : _bank.NextLine(now));
        }

        int? cutAt = _settings.WriteFaults > 0 && _lines.Chance(20) ? _lines.Between(0, 2_000) : null;
        _ = Send(lines, cutAt);
    }

    private Task<FeedResult?> Send(IReadOnlyList<SentLine> lines, int? cutAt)
    {
        if (_settings.Mutation == Mutation.CountTwice && _bodies % 10 == 9 && _process.Conductor.Writer.Point == StorePoint.Take)
        {
            _place.Execute("delete from posting_id");
        }

        var body = _books.Start(_bodies++, lines, cutAt);
        var silo = _random.Pick(_process.Silos);
        _log.Add($"body {body.Number} of {lines.Count} starts at silo {_process.Silos.IndexOf(silo)}");
        _running.Add(body);
        return SendAsync(_process, silo, body);
    }

    private void Leave()
    {
        if (_running.Count == 0) return;
        var body = _random.Pick(_running);
        _log.Add($"sender of body {body.Number} leaves");
        body.Leave();
    }

    private void Advance(TimeSpan time)
    {
        _log.Add($"clock advances {time}");
        _process.Clock.Advance(time);
    }

    /// <summary>What happens at a point of a thread of the store; on that thread, while all else stands.</summary>
    private Verdict Decide(StorePoint point)
    {
        if (_isCalm) return Verdict.Pass;
        var verdict = point == StorePoint.Answer ? DecideReader() : DecideWriter(point);
        _log.Add($"store at {point}: {verdict}");
        return verdict;
    }

    private Verdict DecideReader()
    {
        if (!_random.Chance(_settings.ReadFaults)) return _random.Chance(150) ? Verdict.Stand : Verdict.Pass;
        Tally.ReadFaults++;
        return Verdict.Fail;
    }

    private Verdict DecideWriter(StorePoint point)
    {
        if (point == StorePoint.Committed && !_crashes && _random.Chance(_settings.Crashes))
        {
            _crashes = true;
            return Verdict.Stand;
        }

        var isFull = point is StorePoint.Write or StorePoint.Commit && _fullUntil > _step;
        if (!isFull && !_random.Chance(point == StorePoint.Verify ? 300 : _settings.WriteFaults))
        {
            return _random.Chance(200) ? Verdict.Stand : Verdict.Pass;
        }

        if (point == StorePoint.Committed) Tally.LostAnswers++;
        else if (point == StorePoint.Verify) Tally.UnknownOutcomes++;
        else Tally.WriteFaults++;
        return Verdict.Fail;
    }

    /// <summary>Puts some grain away, whatever it is doing.</summary>
    private void PutAway()
    {
        var host = _random.Pick(_process.Silos).Host;
        var all = host.Activations.OrderBy(static activation => activation.ToString(), StringComparer.Ordinal).ToList();
        if (all.Count == 0) return;
        var activation = _random.Pick(all);
        _log.Add($"{activation} is put away");
        Tally.Deactivations++;
        activation.End(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "Simulated."));
    }

    private void Disturb()
    {
        if (_random.Chance(_settings.Crashes * 8)) Crash(isCommitting: false);
        else if (_random.Chance(_settings.Outages * 20))
        {
            Tally.Outages++;
            var until = _step + _random.Between(5, 400);
            if (_random.Chance(500)) _fullUntil = until;
            else _awayUntil = until;
            _log.Add($"{(_fullUntil == until ? "disk full" : "database away")} until {until}");
        }
        else if (_random.Chance(_settings.Slowness * 30))
        {
            _slowUntil = _step + _random.Between(20, 600);
            _log.Add($"store slow until {_slowUntil}");
        }
        else if (_random.Chance(100) && _process.Store.Lag > 0)
        {
            _log.Add("a quiet moment");
            _ = Errand(async () => await _process.Store.Writer.SettleAsync());
        }
    }

    private void Crash(bool isCommitting)
    {
        Tally.Crashes++;
        _log.Add($"crash {(isCommitting ? "within a commit" : $"with the writer at {_process.Conductor.Writer.Point}")}");
        _place.Crash(_random, isCommitting);
        foreach (var body in _running)
        {
            body.IsOrphan = true;
            _books.Unanswered(body);
        }

        _running.Clear();
        _errands.Clear();
        _declaring = null;
        var now = _process.Clock.GetUtcNow();
        _process.Kill();
        _awayUntil = 0;
        _process = StartProcess(now.AddSeconds(_random.Between(1, 60)));
    }

    private void RunErrand()
    {
        _errands.RemoveAll(static errand => errand.IsCompleted);
        if (_errands.Count >= ErrandsMax) return;
        var process = _process;
        var silo = _random.Pick(process.Silos);
        switch (_random.Below(12))
        {
            case 0 or 1 or 2:
                LookAtFigures(process, silo);
                break;
            case 3:
                _ = Errand(() => LookAtAlertsAsync(process));
                break;
            case 4 or 5 or 6:
                Command(silo);
                break;
            case 7 or 8:
                Redeclare(silo);
                break;
            case 9:
                _log.Add("the clock looks for what is due");
                _ = Errand(async () =>
                {
                    await silo.Clock.CloseDueAsync(process.Ended.Token);
                    await silo.Escalator.EscalateDueAsync(process.Ended.Token);
                });
                break;
            case 10:
                var date = SimSilo.Calendar.BusinessDateOf(process.Clock.GetUtcNow()).AddDays(-_random.Below(2));
                _log.Add($"business day {date:O} is closed");
                _ = Errand(() => silo.Days.CloseAsync(date, process.Ended.Token));
                break;
            default:
                _ = Errand(() => VerifyAsync(process));
                break;
        }
    }

    private void LookAtFigures(PlatformProcess process, SimSilo silo)
    {
        var account = PickId();
        if (_random.Chance(400))
        {
            _log.Add($"figures of {account} are asked of its grain");
            _ = Errand(async () =>
            {
                if (await silo.Directory.GrainOf(account).GetFiguresAsync() is not { } figures || process.Ended.IsCancellationRequested) return;
                await _sightings.FigureAsync(account, figures.Sequence, figures.Balance, process.Store.Bank, "a grain");
            });
            return;
        }

        _log.Add($"figures of {account} are read");
        _ = Errand(async () =>
        {
            var row = (await process.Store.Bank.GetLedgersAsync([account], process.Ended.Token))[0];
            if (row is null || process.Ended.IsCancellationRequested) return;
            await _sightings.FigureAsync(account, row.PostingSequence, row.Balance, process.Store.Bank, "a query");
        });
    }

    private async Task LookAtAlertsAsync(PlatformProcess process)
    {
        var page = await process.Store.Alerts.ListAlertsAsync(
            new Monitoring.Grains.Queries.AlertFilter(), Monitoring.Grains.Queries.AlertOrder.RaisedAtDescending, null, 20, process.Ended.Token);
        if (process.Ended.IsCancellationRequested) return;
        foreach (var row in page.Items) _sightings.Alert(row.Record);
    }

    private void Command(SimSilo silo)
    {
        var open = _sightings.Open.Values.Where(static alert => alert.IsOpen).ToList();
        if (open.Count == 0) return;
        var alert = _random.Pick(open);
        var actor = "officer-" + _random.Below(3);
        AlertCommand command = _random.Below(6) switch
        {
            0 => new AcknowledgeAlert(alert.Id, actor, null),
            1 => new AssignAlert(alert.Id, actor, null, "officer-" + _random.Below(3)),
            2 => new EscalateAlert(alert.Id, actor, "worse than it looks", null),
            3 or 4 when alert.State == AlertState.CloseProposed => new DecideClose(alert.Id, actor, null, _random.Chance(700)),
            _ => new CloseAlert(alert.Id, actor, null, _random.Pick([AlertOutcome.Confirmed, AlertOutcome.FalsePositive, AlertOutcome.Explained])),
        };
        _log.Add($"{command.GetType().Name} of {alert.Id} by {actor}");
        var process = _process;
        _ = Errand(async () =>
        {
            var outcome = await silo.Directory.GrainOf(alert.Account).HandleAsync(command);
            if (outcome.Alert is { } told && !process.Ended.IsCancellationRequested) _sightings.Alert(told);
        });
    }

    private async Task VerifyAsync(PlatformProcess process)
    {
        var report = await new StoreVerifier(process.Store.Pool).VerifyAsync(process.Ended.Token);
        if (process.Ended.IsCancellationRequested || report.IsSound) return;
        throw new ViolationException("the store is sound", string.Join("; ", report.Findings));
    }

    private string PickId() => _random.Chance(900) ? _random.Pick(_bank.Accounts).Id : _random.Pick(_bank.Strangers).Id;

    /// <summary>Does something whose failure while the store is away is nobody's fault.</summary>
    private async Task Errand(Func<Task> work)
    {
        var done = new TaskCompletionSource();
        _errands.Add(done.Task);
        var process = _process;
        var number = _errandCount++;
        try
        {
            await work();
            if (!process.Ended.IsCancellationRequested) _log.Add($"errand {number} done");
        }
        catch (ViolationException violation)
        {
            _violation ??= violation;
        }
        catch (Exception exception) when (IsPassing(exception) || process.Ended.IsCancellationRequested)
        {
            if (!process.Ended.IsCancellationRequested) _log.Add($"errand {number} failed: {exception.GetType().Name}");
        }
        catch (Exception exception)
        {
            _violation ??= new ViolationException("no call fails unexpectedly", exception.ToString());
        }
        finally
        {
            done.TrySetResult();
        }
    }

    private static bool IsPassing(Exception exception) =>
        exception is JournalUnavailableException or OrleansException or TimeoutException or OperationCanceledException;
}
