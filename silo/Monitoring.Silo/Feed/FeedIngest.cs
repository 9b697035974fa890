using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Contracts.Feed;
using Monitoring.Domain.Calendar;
using Monitoring.Grains.Queries;
using Monitoring.Silo.Feed.Dispatch;
using Monitoring.Silo.Feed.Parsing;
using Monitoring.Silo.Feed.Quarantine;
using Orleans;

namespace Monitoring.Silo.Feed;

/// <summary>
/// Takes bodies of the feed: reads, checks, sends to the grains, keeps what is rejected, and answers when everything accepted is durable.
/// Memory is bounded whatever comes; who finds no room waits, and is told to come again when that takes too long. Thread-safe.
/// </summary>
public sealed class FeedIngest
{
    private readonly FeedOptions _options;
    private readonly FeedRules _rules;
    private readonly IGrainFactory _grains;
    private readonly LedgerDirectory _directory;
    private readonly GrainCalls _calls;
    private readonly IQuarantineStore _quarantine;
    private readonly TimeProvider _time;
    private readonly FeedMetrics _metrics;
    private readonly ILogger<FeedIngest> _logger;
    private readonly WaitingBudget _senders;
    private readonly WaitingBudget _inFlight;
    private int _waiting;

    /// <summary>Creates the feed over its grains and stores.</summary>
    public FeedIngest(
        IOptions<FeedOptions> options,
        BankCalendar calendar,
        IGrainFactory grains,
        LedgerDirectory directory,
        IQuarantineStore quarantine,
        TimeProvider time,
        FeedMetrics metrics,
        ILogger<FeedIngest> logger)
    {
        _options = options.Value;
        _rules = new FeedRules(calendar, time);
        _grains = grains;
        _directory = directory;
        _calls = new GrainCalls(directory, _options, time, metrics);
        _quarantine = quarantine;
        _time = time;
        _metrics = metrics;
        _logger = logger;
        _senders = new WaitingBudget(_options.MaxSenders, time);
        _inFlight = new WaitingBudget(_options.MaxInFlight, time);
        metrics.ShowInFlight(() => _inFlight.Taken);
    }

    /// <summary>Places taken by records that wait for a grain or its answer.</summary>
    public int InFlight => _inFlight.Taken;

    /// <summary>Takes one body. Never throws for what a sender can cause; the status says how it ended.</summary>
    /// <param name="input">The body.</param>
    /// <param name="cancellationToken">The sender went away: nothing more is read, what is accepted stays.</param>
    public async Task<FeedResult> TakeAsync(FeedInput input, CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        var result = await TakeAdmittedAsync(input, cancellationToken).ConfigureAwait(false);
        _metrics.Ended(input.Kind, result, _time.GetElapsedTime(start));
        foreach (var rejection in result.Rejections) _metrics.Rejected(rejection.Code);
        _logger.Ended(input.Kind, input.Source, result.Status, result.Accepted, result.Duplicates, result.Rejected);
        return result;
    }

    private TimeSpan WaitOf(FeedInput input) =>
        input.IsPatient ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(_options.BusyWaitSeconds);

    private async Task<FeedResult> TakeAdmittedAsync(FeedInput input, CancellationToken cancellationToken)
    {
        var report = new FeedReport(input.WithBalances);
        try
        {
            if (!await TryEnterAsync(input, cancellationToken).ConfigureAwait(false))
            {
                return report.ToResult(FeedStatus.Busy, null, "Too many senders at a time; send it again later.");
            }
        }
        catch (OperationCanceledException)
        {
            return report.ToResult(FeedStatus.Cancelled, null, "The sender went away.");
        }

        try
        {
            return input.Kind == FeedKind.Postings
                ? await TakePostingsAsync(input, report, cancellationToken).ConfigureAwait(false)
                : await TakeReferenceAsync(input, report, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _senders.Release(1);
        }
    }

    /// <summary>Takes a sender's place; one that would have to wait behind too many is sent away at once.</summary>
    private async ValueTask<bool> TryEnterAsync(FeedInput input, CancellationToken cancellationToken)
    {
        if (await _senders.TryAcquireAsync(1, TimeSpan.Zero, cancellationToken).ConfigureAwait(false)) return true;
        try
        {
            if (Interlocked.Increment(ref _waiting) > _options.MaxWaitingSenders && !input.IsPatient) return false;
            return await _senders.TryAcquireAsync(1, WaitOf(input), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private SenderWindow NewWindow(FeedInput input)
    {
        var answerWait = input.IsPatient ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(_options.AnswerWaitSeconds);
        return new SenderWindow(_inFlight, _options.MaxInFlightPerSender, WaitOf(input), answerWait, _time);
    }

    private async Task<FeedResult> TakePostingsAsync(FeedInput input, FeedReport report, CancellationToken cancellationToken)
    {
        var quarantine = NewQuarantine(input);
        var window = NewWindow(input);
        var dispatcher = new PostingDispatcher(_calls, report, quarantine, _options.MaxPerCall, window.Release, cancellationToken);
        var flow = new FeedFlow<Posting>(input, report, quarantine, dispatcher, window, _logger)
        {
            KeyOf = posting => posting.Account,
            Drain = dispatcher.DrainAsync,
        };
        DateOnly? lastDate = null;
        flow.Seen = posting => lastDate = lastDate is { } date && date > posting.BusinessDate ? date : posting.BusinessDate;
        var result = await flow.RunAsync(new PostingDraft(_rules), _options, cancellationToken).ConfigureAwait(false);
        return result with { LastBusinessDate = lastDate };
    }

    private Task<FeedResult> TakeReferenceAsync(FeedInput input, FeedReport report, CancellationToken cancellationToken)
    {
        var quarantine = NewQuarantine(input);
        var window = NewWindow(input);
        var dispatcher = new ReferenceDispatcher(_grains, _directory, _calls, report, quarantine, window.Release, cancellationToken);
        var flow = new FeedFlow<ReferenceRecord>(input, report, quarantine, dispatcher, window, _logger)
        {
            KeyOf = record => record.Id,
            Drain = dispatcher.DrainAllAsync,
            IsInTurn = record => record.Branch is not null,
            SendInTurn = dispatcher.DeclareBranchAsync,
        };
        return flow.RunAsync(new ReferenceDraft(_rules), _options, cancellationToken);
    }

    private QuarantineWriter NewQuarantine(FeedInput input) => new(_quarantine, _time, input, _options.MaxQuarantinedPerBody);
}
