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
                    lane = new Lane(this, item.Key);
                    _table.Started.Add(lane);
                    _busyLanes++;
                }

                lane!.Add(item);
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
    /// Makes a lane's calls, one after the other. No async method, as most lanes make one call for one record: the lane itself waits for it.
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
            if (lane.TryTake(perCallMax)) return true;

            _table.Busy.Remove(lane.Key);
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

    /// <summary>The table of one body's lanes. Used again by another, as one grows to the number of keys that are under way at a time.</summary>
    private sealed class LaneTable
    {
        /// <summary>Tables kept: senders at a time, of which few are more.</summary>
        private const int KeptMax = 16;

        /// <summary>Lanes for which a table that is kept has room: those of a batch that is read at once, 32 KiB.</summary>
        private const int KeptLanesMax = 1_024;

        private static readonly ConcurrentQueue<LaneTable> Kept = [];

        public Dictionary<string, Lane> Busy { get; } = new(StringComparer.Ordinal);

        public List<Lane> Started { get; } = [];

        public static LaneTable Rent() => Kept.TryDequeue(out var table) ? table : new LaneTable();

        public static void Return(LaneTable table)
        {
            // What a flood of lanes made large is not worth keeping.
            if (table.Busy.Capacity <= KeptLanesMax * 2 && Kept.Count < KeptMax) Kept.Enqueue(table);
        }
    }

    /// <summary>
    /// Records of one key. Made anew for each key: one that is kept for others is old, and refers to what is new, which costs the garbage
    /// collector more than what dies young.
    /// </summary>
    private sealed class Lane(LaneDispatcher<T> dispatcher, string key)
    {
        // Those being sent, then those that wait.
        private Item[] _items = new Item[1];
        private int _sending;
        private int _count;
        private Task? _sent;
        private Action? _goOn;

        public string Key => key;

        public ReadOnlyMemory<Item> Sending => _items.AsMemory(0, _sending);

        public void Add(in Item item)
        {
            if (_count == _items.Length) Array.Resize(ref _items, _count * 2);
            _items[_count++] = item;
        }

        /// <summary>Drops what was sent and takes what is sent next; <c>false</c> when nothing waits.</summary>
        public bool TryTake(int max)
        {
            var left = _count - _sending;
            Array.Copy(_items, _sending, _items, 0, left);
            Array.Clear(_items, left, _sending);
            (_count, _sending) = (left, Math.Min(left, max));
            return left > 0;
        }

        public int SendingCost()
        {
            var cost = 0;
            foreach (ref readonly var item in _items.AsSpan(0, _sending)) cost += item.Cost;
            return cost;
        }

        public void GoOnAfter(Task sent)
        {
            _sent = sent;
            sent.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_goOn ??= GoOn);
        }

        private void GoOn()
        {
            var sent = _sent!;
            _sent = null;
            dispatcher.GoOn(this, sent);
        }
    }
}
