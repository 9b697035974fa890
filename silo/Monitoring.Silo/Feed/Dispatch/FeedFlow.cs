using Microsoft.Extensions.Logging;
using Monitoring.Contracts.Feed;
using Monitoring.Silo.Feed.Parsing;
using Monitoring.Silo.Feed.Quarantine;

namespace Monitoring.Silo.Feed.Dispatch;

/// <summary>
/// One body from its first byte to its answer: read a batch, make room, send, keep what is rejected, until the end or until something
/// stands in the way; then wait for what is under way. One flow; what it starts ends before it does.
/// </summary>
internal sealed class FeedFlow<T>(
    FeedInput input, FeedReport report, QuarantineWriter quarantine, LaneDispatcher<T> dispatcher, SenderWindow window, ILogger logger)
    where T : class
{
    private readonly List<FeedLine<T>> _batch = new(FeedReader<T>.BatchLinesMax);
    private readonly List<LaneDispatcher<T>.Item> _items = new(FeedReader<T>.BatchLinesMax);
    private FeedStatus _status = FeedStatus.Completed;
    private string? _code;
    private string? _message;
    private long _lines;
    private long _lastLine;

    /// <summary>Key of a record's lane.</summary>
    public required Func<T, string> KeyOf { get; init; }

    /// <summary>Waits for everything queued.</summary>
    public required Func<Task> Drain { get; init; }

    /// <summary>Whether a record must be answered before the next is looked at.</summary>
    public Func<T, bool> IsInTurn { get; init; } = _ => false;

    /// <summary>Sends such a record.</summary>
    public Func<LaneDispatcher<T>.Item, ValueTask> SendInTurn { get; init; } = _ => ValueTask.CompletedTask;

    /// <summary>Told of each record read well.</summary>
    public Action<T>? Seen { get; set; }

    public async Task<FeedResult> RunAsync(RecordDraft<T> draft, FeedOptions options, CancellationToken cancellationToken)
    {
        await using var gzip = input.IsGzip ? new GzipBody(input.Body, options.MaxGzipRatio) : null;
        using var reader = new FeedReader<T>(gzip ?? input.Body, input.Format, draft, options.MaxLineBytes);
        await ReadAsync(reader, cancellationToken).ConfigureAwait(false);
        var isAnswered = await window.TryFinishAsync(Drain()).ConfigureAwait(false);
        if (isAnswered)
        {
            dispatcher.GiveLanesBack();
            await FlushAsync(all: true).ConfigureAwait(false);
        }
        else
        {
            dispatcher.Stop(new FeedFailure(FeedStatus.Busy, "The books do not answer now; send it again later.", null));
        }

        Conclude();
        return report.ToResult(_status, _code, _message) with { Lines = _lines, Bytes = reader.BytesRead };
    }

    private async Task ReadAsync(FeedReader<T> reader, CancellationToken cancellationToken)
    {
        try
        {
            while (dispatcher.Failure is null && await reader.ReadAsync(_batch, cancellationToken).ConfigureAwait(false))
            {
                if (!await SendAsync(cancellationToken).ConfigureAwait(false)) break;
                await FlushAsync(all: false).ConfigureAwait(false);
                input.Progress?.Invoke(new FeedProgress(_lines, reader.BytesRead));
            }
        }
        catch (FeedBrokenException exception)
        {
            Break(exception);
        }
        catch (InvalidDataException exception)
        {
            Break(new FeedBrokenException(_lastLine + 1, null, FeedCodes.Malformed, exception.Message));
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            dispatcher.Stop(new FeedFailure(FeedStatus.Cancelled, "The sender went away, or its body ended too early.", exception));
        }
        catch (Exception exception)
        {
            dispatcher.Stop(GrainCalls.FailureOf(exception));
        }
    }

    /// <summary>Makes room for a batch and sends it; <c>false</c> when there is no room.</summary>
    private async ValueTask<bool> SendAsync(CancellationToken cancellationToken)
    {
        foreach (var line in _batch)
        {
            Take(line);
            if (line.Record is not { } record || !IsInTurn(record)) continue;
            var item = _items[^1];
            _items.RemoveAt(_items.Count - 1);
            if (!await EnqueueAsync(cancellationToken).ConfigureAwait(false)) return false;
            await SendInTurn(item).ConfigureAwait(false);
        }

        return await EnqueueAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> EnqueueAsync(CancellationToken cancellationToken)
    {
        if (_items.Count == 0) return true;
        var cost = 0;
        foreach (var item in _items) cost += item.Cost;
        if (!await window.TryAcquireAsync(cost, cancellationToken).ConfigureAwait(false))
        {
            dispatcher.Stop(new FeedFailure(FeedStatus.Busy, "There is no room for more now; send it again later.", null));
            return false;
        }

        dispatcher.Enqueue(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_items));
        _items.Clear();
        return true;
    }

    private void Take(FeedLine<T> line)
    {
        _lines++;
        _lastLine = line.Number;
        if (line.Record is { } record)
        {
            Seen?.Invoke(record);
            _items.Add(new LaneDispatcher<T>.Item(KeyOf(record), line.Number, record, line.Cost));
            return;
        }

        var fault = line.Fault!;
        var rejection = new FeedRejection(line.Number, fault.RecordId, fault.Field, fault.Code, fault.Message);
        report.Reject(rejection);
        quarantine.Add(rejection, line.Raw!, fault.IsCut);
        if (fault.Code == FeedCodes.LineTooLong) End(FeedStatus.LineTooLong, fault.Code, $"Line {line.Number}: {fault.Message}");
    }

    /// <summary>The rest can't be read: one rejection for it, or no answer but that when there was nothing before.</summary>
    private void Break(FeedBrokenException exception)
    {
        logger.Broken(input.Kind, input.Source, exception.Line, exception.Message);
        if (_lines == 0)
        {
            End(FeedStatus.Unreadable, exception.Code, exception.Message);
            return;
        }

        var rejection = new FeedRejection(exception.Line, null, exception.Field, exception.Code, exception.Message);
        report.Reject(rejection);
        quarantine.Add(rejection, exception.Excerpt, isCut: true);
    }

    /// <summary>Keeps rejected lines, also when the sender is gone: nobody else will tell of them.</summary>
    private async ValueTask FlushAsync(bool all)
    {
        try
        {
            await quarantine.FlushAsync(all).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            dispatcher.Stop(GrainCalls.FailureOf(exception));
        }
    }

    private void Conclude()
    {
        if (dispatcher.Failure is not { } failure) return;
        if (failure.Status == FeedStatus.Failed) logger.Failed(failure.Exception, input.Kind, input.Source);
        else if (failure.Status == FeedStatus.Unavailable) logger.Unavailable(failure.Exception, input.Kind, input.Source, _lastLine);
        End(failure.Status, null, failure.Message);
    }

    /// <summary>Notes how it ended; what weighs more stands.</summary>
    private void End(FeedStatus status, string? code, string message)
    {
        if (status <= _status) return;
        (_status, _code, _message) = (status, code, message);
    }
}
