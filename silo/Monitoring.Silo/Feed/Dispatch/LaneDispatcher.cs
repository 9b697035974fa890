using System.Runtime.InteropServices;

namespace Monitoring.Silo.Feed.Dispatch;

/// <summary>
/// Sends one body's records to their grains: those of one key in order and at most one call at a time, different keys side by side. What
/// waits is bounded by the budget that the caller acquires before <see cref="Enqueue"/>; each record gives its place back when it is
/// answered or dropped. Enqueue and drain from one flow; calls end on any thread.
/// </summary>
internal abstract class LaneDispatcher<T>(int perCallMax, Action<int> release)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly Stack<Lane> _idleLanes = [];
    private readonly List<Lane> _started = [];
    private TaskCompletionSource? _drained;
    private int _busyLanes;
    private volatile FeedFailure? _failure;

    /// <summary>Why no more calls are made; <c>null</c> while all is well.</summary>
    public FeedFailure? Failure => _failure;

    /// <summary>Queues records, in order, and starts the calls that can start.</summary>
    public void Enqueue(ReadOnlySpan<Item> items)
    {
        lock (_lock)
        {
            foreach (var item in items)
            {
                ref var lane = ref CollectionsMarshal.GetValueRefOrAddDefault(_lanes, item.Key, out var exists);
                if (!exists)
                {
                    lane = _idleLanes.TryPop(out var idle) ? idle : new Lane();
                    lane.Key = item.Key;
                    _started.Add(lane);
                    _busyLanes++;
                }

                lane!.Waiting.Add(item);
            }
        }

        foreach (var lane in _started) _ = RunAsync(lane);
        _started.Clear();
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

    /// <summary>Makes the calls for records of one key and counts their outcomes; an exception ends the body's taking.</summary>
    protected abstract ValueTask SendAsync(string key, ReadOnlyMemory<Item> items);

    /// <summary>What an exception of <see cref="SendAsync"/> means.</summary>
    protected abstract FeedFailure FailureOf(Exception exception);

    private async Task RunAsync(Lane lane)
    {
        while (TakeWaiting(lane, out var count))
        {
            try
            {
                if (_failure is null) await SendAsync(lane.Key, lane.Sending.AsMemory(0, count)).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                Stop(FailureOf(exception));
            }

            release(lane.SendingCost(count));
        }
    }

    private bool TakeWaiting(Lane lane, out int count)
    {
        TaskCompletionSource? drained = null;
        lock (_lock)
        {
            lane.ClearSending();
            count = Math.Min(lane.Waiting.Count, perCallMax);
            if (count > 0)
            {
                lane.Take(count);
                return true;
            }

            _lanes.Remove(lane.Key);
            _idleLanes.Push(lane);
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

    private sealed class Lane
    {
        public string Key { get; set; } = "";

        public List<Item> Waiting { get; } = new(1);

        public Item[] Sending { get; private set; } = new Item[1];

        private int _sendingCount;

        public void Take(int count)
        {
            if (Sending.Length < count) Sending = new Item[Math.Max(count, Sending.Length * 2)];
            Waiting.CopyTo(0, Sending, 0, count);
            Waiting.RemoveRange(0, count);
            _sendingCount = count;
        }

        public int SendingCost(int count)
        {
            var cost = 0;
            foreach (var item in Sending.AsSpan(0, count)) cost += item.Cost;
            return cost;
        }

        public void ClearSending()
        {
            Array.Clear(Sending, 0, _sendingCount);
            _sendingCount = 0;
        }
    }
}
