namespace Monitoring.Silo.Journal;

/// <summary>
/// A bounded queue with one consumer thread, which may have several of them under one gate. Adding waits without a thread while it is full.
/// </summary>
internal sealed class Intake<T>
{
    private readonly object _gate;
    // Never disposed of, as callers may come after the end; it holds nothing unless its handle is asked for.
    private readonly SemaphoreSlim _room;
    private readonly Queue<T> _items = new();
    private bool _closed;

    /// <param name="gate">Lock of the consumer; pulsed when something is added.</param>
    /// <param name="capacity">Most items that wait.</param>
    public Intake(object gate, int capacity)
    {
        _gate = gate;
        _room = new SemaphoreSlim(capacity);
    }

    /// <summary>Items that wait; read under the gate, or as an approximate figure.</summary>
    public int Count => _items.Count;

    /// <summary>Adds an item when there is room.</summary>
    /// <returns>Whether it was added; <c>false</c> once closed.</returns>
    public ValueTask<bool> AddAsync(T item)
    {
        var room = _room.WaitAsync();
        return room.IsCompletedSuccessfully ? new ValueTask<bool>(Enqueue(item)) : AddSlowAsync(room, item);
    }

    /// <summary>Takes the next item; called by the consumer under the gate.</summary>
    public bool TryTake(out T item)
    {
        if (!_items.TryDequeue(out item!)) return false;
        _room.Release();
        return true;
    }

    /// <summary>The next item, left in place; called by the consumer under the gate.</summary>
    public bool TryPeek(out T item) => _items.TryPeek(out item!);

    /// <summary>Refuses further items; those that wait are still taken.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private async ValueTask<bool> AddSlowAsync(Task room, T item)
    {
        await room.ConfigureAwait(false);
        return Enqueue(item);
    }

    private bool Enqueue(T item)
    {
        lock (_gate)
        {
            if (_closed)
            {
                // Who waits for room behind this one is let through and refused as well.
                _room.Release();
                return false;
            }

            _items.Enqueue(item);
            if (_items.Count == 1) Monitor.Pulse(_gate);
            return true;
        }
    }
}
