using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Monitoring.Silo.Hosting;

namespace Monitoring.Silo.Feed.Dispatch;

/// <summary>
/// Sends one body's records to their grains: those of one key in order and at most one call at a time, different keys side by side. What
/// waits is bounded by the budget that the caller acquires before <see cref="Enqueue"/>; each record gives its place back when it is
/// answered or dropped. Enqueue and drain from one flow; calls end on any thread.
/// </summary>
internal abstract class LaneDispatcher<T>(int perCallMax, Action<int> release)
{
    private readonly Lock _lock = new();
    private readonly LaneTable _table = LaneTable.Rent();
    private TaskCompletionSource? _drained;
    private int _busyLanes;
    private bool _isOver;
    private volatile FeedFailure? _failure;

    /// <summary>Why no more calls are made; <c>null</c> while all is well.</summary>
    public FeedFailure? Failure => _failure;

    /// <summary>Queues records, in order, and starts the calls that can start.</summary>
    public void Enqueue(ReadOnlySpan<Item> items)
    {
        lock (_lock)
        {
            if (_isOver) throw new InvalidOperationException("The lanes are given back.");
            foreach (var item in items)
            {
                ref var lane = ref CollectionsMarshal.GetValueRefOrAddDefault(_table.Busy, item.Key, out var exists);
                if (!exists)
                {
                    lane = _table.Idle.TryPop(out var idle) ? idle : new Lane();
                    (lane.Dispatcher, lane.Key) = (this, item.Key);
                    _table.Started.Add(lane);
                    _busyLanes++;
                }

                lane!.Waiting.Add(item);
            }
        }

        using (LentThread.Lend(hasContext: true))
        {
            foreach (var lane in _table.Started) Run(lane);
        }

        _table.Started.Clear();
    }

    /// <summary>No more calls are made; what waits is dropped. The first reason stands.</summary>
    public void Stop(FeedFailure failure) => Interlocked.CompareExchange(ref _failure, failure, null);

    /// <summary>Completes when everything queued is answered or dropped.</summary>
    public Task DrainAsync()
    {
        lock (_lock)
        {
            if (_busyLanes == 0) return Task.CompletedTask;
            _drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _drained.Task;
        }
    }

    /// <summary>
    /// Lets others use the lanes, when everything queued is answered or dropped. Nothing may be queued after that.
    /// </summary>
    public void GiveLanesBack()
    {
        lock (_lock)
        {
            if (_busyLanes > 0 || _isOver) throw new InvalidOperationException("Lanes are still in use, or given back already.");
            _isOver = true;
        }

        LaneTable.Return(_table);
    }

    /// <summary>Tells who waits for the end that the books go on, after an answer to what holds no place of the budget.</summary>
    protected void NoteAnswer() => release(0);

    /// <summary>Makes the call, or calls, for records of one key.</summary>
    protected abstract Task SendAsync(string key, ReadOnlyMemory<Item> items);

    /// <summary>Takes the answer of <see cref="SendAsync"/>, which has ended; an exception ends the body's taking.</summary>
    protected abstract ValueTask TakeAnswerAsync(string key, ReadOnlyMemory<Item> items, Task sent);

    /// <summary>What an exception of a call means.</summary>
    protected abstract FeedFailure FailureOf(Exception exception);

    /// <summary>
    /// Makes a lane's calls, one after the other. No async method, as most lanes make one call for one record: the lane itself, which is
    /// used again, waits for it.
    /// </summary>
    private void Run(Lane lane)
    {
        while (TakeWaiting(lane))
        {
            var sent = Send(lane);
            if (!sent.IsCompleted)
            {
                lane.GoOnAfter(sent);
                return;
            }

            if (!TryTakeAnswer(lane, sent)) return;
        }
    }

    private Task Send(Lane lane)
    {
        if (_failure is not null) return Task.CompletedTask;
        try
        {
            return SendAsync(lane.Key, lane.Sending);
        }
        catch (Exception exception)
        {
            return Task.FromException(exception);
        }
    }

    private void GoOn(Lane lane, Task sent)
    {
        if (TryTakeAnswer(lane, sent)) Run(lane);
    }

    /// <summary>Takes an answer; false when that takes time, after which the lane goes on by itself.</summary>
    private bool TryTakeAnswer(Lane lane, Task sent)
    {
        ValueTask taking;
        try
        {
            // What was not sent has no answer.
            taking = ReferenceEquals(sent, Task.CompletedTask) ? default : TakeAnswerAsync(lane.Key, lane.Sending, sent);
        }
        catch (Exception exception)
        {
            Stop(FailureOf(exception));
            taking = default;
        }

        if (taking.IsCompletedSuccessfully)
        {
            release(lane.SendingCost());
            return true;
        }

        _ = TakeAnswerAsync(lane, taking);
        return false;
    }

    private async Task TakeAnswerAsync(Lane lane, ValueTask taking)
    {
        try
        {
            await taking.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Stop(FailureOf(exception));
        }

        release(lane.SendingCost());
        Run(lane);
    }

    private bool TakeWaiting(Lane lane)
    {
        TaskCompletionSource? drained = null;
        lock (_lock)
        {
            lane.ClearSending();
            if (lane.Waiting.Count > 0)
            {
                lane.Take(Math.Min(lane.Waiting.Count, perCallMax));
                return true;
            }

            // Nobody touches the lane from here on: whoever takes it next may do so at once.
            _table.Busy.Remove(lane.Key);
            lane.Rest();
            _table.Idle.Push(lane);
            if (--_busyLanes == 0) drained = _drained;
        }

        drained?.TrySetResult();
        return false;
    }

    /// <summary>One record and where it goes.</summary>
    /// <param name="Key">Key of its lane.</param>
    /// <param name="Line">Line where it started.</param>
    /// <param name="Record">The record.</param>
    /// <param name="Cost">Places of the budget that it holds.</param>
    internal readonly record struct Item(string Key, long Line, T Record, int Cost);

    /// <summary>
    /// The lanes of one body. Used again by another, as most lanes carry one record and would be made anew for nearly each of them.
    /// </summary>
    private sealed class LaneTable
    {
        /// <summary>Tables kept: senders at a time, of which few are more.</summary>
        private const int KeptMax = 16;

        /// <summary>Lanes kept with a table: those of a batch that is read at once. By its fields a lane has some 300 bytes, all that are kept five megabytes.</summary>
        private const int KeptLanesMax = 1_024;

        private static readonly ConcurrentQueue<LaneTable> Kept = [];

        public Dictionary<string, Lane> Busy { get; } = new(StringComparer.Ordinal);

        public Stack<Lane> Idle { get; } = [];

        public List<Lane> Started { get; } = [];

        public static LaneTable Rent() => Kept.TryDequeue(out var table) ? table : new LaneTable();

        public static void Return(LaneTable table)
        {
            // What a flood of lanes made large is not worth keeping.
            if (table.Idle.Count <= KeptLanesMax && Kept.Count < KeptMax) Kept.Enqueue(table);
        }
    }

    private sealed class Lane
    {
        /// <summary>Records for which a resting lane keeps room.</summary>
        private const int KeptItemsMax = 4;

        private readonly Action _goOn;
        private List<Item> _waiting = new(1);
        private Item[] _sending = new Item[1];
        private int _sendingCount;
        private Task? _sent;

        public Lane() => _goOn = GoOn;

        /// <summary>Whose lane it is; <c>null</c> while it rests.</summary>
        public LaneDispatcher<T>? Dispatcher { get; set; }

        public string Key { get; set; } = "";

        public List<Item> Waiting => _waiting;

        public ReadOnlyMemory<Item> Sending => _sending.AsMemory(0, _sendingCount);

        public void Take(int count)
        {
            if (_sending.Length < count) _sending = new Item[Math.Max(count, _sending.Length * 2)];
            Waiting.CopyTo(0, _sending, 0, count);
            Waiting.RemoveRange(0, count);
            _sendingCount = count;
        }

        public int SendingCost()
        {
            var cost = 0;
            foreach (var item in _sending.AsSpan(0, _sendingCount)) cost += item.Cost;
            return cost;
        }

        public void ClearSending()
        {
            Array.Clear(_sending, 0, _sendingCount);
            _sendingCount = 0;
        }

        /// <summary>Forgets all that it carried, and what room it needed for much.</summary>
        public void Rest()
        {
            (Dispatcher, Key) = (null, "");
            if (_waiting.Capacity > KeptItemsMax) _waiting = new List<Item>(1);
            if (_sending.Length > KeptItemsMax) _sending = new Item[1];
        }

        public void GoOnAfter(Task sent)
        {
            _sent = sent;
            sent.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_goOn);
        }

        private void GoOn()
        {
            var sent = _sent!;
            _sent = null;
            Dispatcher!.GoOn(this, sent);
        }
    }
}
