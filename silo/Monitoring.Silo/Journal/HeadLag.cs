namespace Monitoring.Silo.Journal;

/// <summary>
/// Committed heads that are not in the table of heads yet. Under load a head is written once for many commits, as the journal tells it too;
/// until then it is found here. Heads that are in the table too may stay here, as they need not be read again. Thread-safe: the writer
/// changes it, readers look.
/// </summary>
internal sealed class HeadLag
{
    private readonly object _gate = new();
    private Dictionary<long, HeadState> _heads = [];
    private long _generation;
    private int _written;

    /// <summary>Number of heads that wait to be written.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _heads.Count - _written;
        }
    }

    /// <summary>Number of heads here, also of those that are in the table.</summary>
    public int Known
    {
        get
        {
            lock (_gate) return _heads.Count;
        }
    }

    /// <summary>
    /// Changes when heads were taken out of here, as the table has them: what was read from an older moment of the table may be out of date.
    /// </summary>
    public long Generation => Volatile.Read(ref _generation);

    /// <summary>A head, when it is here.</summary>
    public bool TryGet(long key, out HeadState head)
    {
        lock (_gate) return _heads.TryGetValue(key, out head);
    }

    /// <summary>Adds committed heads that wait to be written.</summary>
    public void Add(Dictionary<long, HeadState> heads)
    {
        lock (_gate)
        {
            foreach (var (key, head) in heads) _heads[key] = head;
        }
    }

    /// <summary>Adds committed heads, after which so many of all wait to be written.</summary>
    public void Add(Dictionary<long, HeadState> heads, int waiting)
    {
        lock (_gate)
        {
            foreach (var (key, head) in heads) _heads[key] = head;
            _written = _heads.Count - waiting;
        }
    }

    /// <summary>Keeps those that wait and no others, which are in the table.</summary>
    public void KeepWaiting(Func<long, bool> waits)
    {
        lock (_gate)
        {
            foreach (var key in _heads.Keys)
            {
                if (!waits(key)) _heads.Remove(key);
            }

            _written = 0;
            Volatile.Write(ref _generation, _generation + 1);
        }
    }

    /// <summary>All heads and newer ones that are not committed yet, in the order of keys.</summary>
    public KeyValuePair<long, HeadState>[] With(Dictionary<long, HeadState> newer)
    {
        List<KeyValuePair<long, HeadState>> heads;
        lock (_gate) heads = [.. _heads.Where(head => !newer.ContainsKey(head.Key))];
        heads.AddRange(newer);
        heads.Sort(static (left, right) => left.Key.CompareTo(right.Key));
        return [.. heads];
    }

    /// <summary>Drops heads up to a position that are in the table, themselves or newer ones.</summary>
    /// <returns>Them; the caller's from now on.</returns>
    public Dictionary<long, HeadState> RemoveUpTo(long position)
    {
        var removed = new Dictionary<long, HeadState>();
        lock (_gate)
        {
            foreach (var (key, head) in _heads)
            {
                if (head.Position > position) continue;
                removed.Add(key, head);
                _heads.Remove(key);
            }

            Volatile.Write(ref _generation, _generation + 1);
        }

        return removed;
    }

    /// <summary>The grains whose heads are here, in the order of keys.</summary>
    public long[] Keys()
    {
        long[] keys;
        lock (_gate) keys = [.. _heads.Keys];
        Array.Sort(keys);
        return keys;
    }

    /// <summary>All of them are in the table now.</summary>
    /// <returns>Them; the caller's from now on.</returns>
    public Dictionary<long, HeadState> Clear()
    {
        lock (_gate)
        {
            var heads = _heads;
            _heads = [];
            _written = 0;
            Volatile.Write(ref _generation, _generation + 1);
            return heads;
        }
    }
}
