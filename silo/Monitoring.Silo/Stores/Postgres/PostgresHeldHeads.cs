using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>
/// Heads that this process holds back under load while nobody else writes: most of what a group costs the server is the update of heads,
/// and a busy grain's is then written once for many groups. Heads that were committed lately are known here, and so the fence of their
/// grains is too; only known ones are held back. What is not known is in the table as it is. Who else reads or writes heads finds this
/// process named in <c>store_state</c>, brings the table up to date from the journal and takes the name out; the next group sees that
/// under the lock, before anything else, and forgets what it knew. Used by the writer's thread only.
/// </summary>
internal sealed class PostgresHeldHeads
{
    /// <summary>Groups that hold nothing back after another process was seen, doubled each time.</summary>
    private const int PauseMin = 64;
    private const int PauseMax = 8_192;

    private readonly PostgresHeadsView _view;
    private readonly HeadLag _lag;
    private readonly bool _mayHold;
    private readonly long _entriesMax;

    /// <summary>Most heads that are known; of more grains than that each is written once for few groups anyway.</summary>
    private readonly int _knownMax;
    private readonly int _writtenThroughMax;
    private readonly Dictionary<long, HeldHead> _held = [];

    /// <summary>The held ones, oldest first.</summary>
    private readonly Queue<(long Key, long First)> _order = new();
    private readonly Dictionary<long, HeadState> _staged = [];
    private readonly List<(long Key, HeldHead Head)> _added = [];
    private StoreCounters _after;
    private StoreCounters _next;
    private int _due;
    private bool _isHolding;
    private bool _holds;
    private int _pause;
    private int _nextPause = PauseMin;

    /// <param name="view">Where readers of this process find them.</param>
    /// <param name="options">Bounds.</param>
    public PostgresHeldHeads(PostgresHeadsView view, StoreOptions options)
    {
        (_view, _lag) = (view, view.Lag);
        _mayHold = options.HoldsHeads;
        _entriesMax = options.HeadLagEntriesMax;
        _knownMax = options.HeadsHeldMax;
        _writtenThroughMax = options.HeadsWrittenThroughMax;
    }

    /// <summary>Whether heads are held back if the present group is committed.</summary>
    public bool Holds => _holds;

    /// <summary>Position up to which the table of heads has everything if the present group is committed.</summary>
    public long Settled { get; private set; }

    /// <summary>Everything is in the table, as of these numbers.</summary>
    public void Reset(StoreCounters counters)
    {
        _held.Clear();
        _order.Clear();
        _lag.Clear();
        (_after, _isHolding, _view.InDoubt) = (counters, false, false);
        Forget();
    }

    /// <summary>The answer to a commit was lost: until all is in the table again, nobody goes by what is known here.</summary>
    public void Doubt() => _view.InDoubt = true;

    /// <summary>Whether the numbers and who is named are as this process left them.</summary>
    /// <param name="counters">The numbers, under the lock.</param>
    /// <param name="isNamed">Whether this process is named as the one that holds heads.</param>
    public bool Knows(StoreCounters counters, bool isNamed) => counters == _after && isNamed == _isHolding;

    /// <summary>
    /// Starts a group, under the lock. Where this process is named as the one that holds heads, it knows them; else, unless it held none,
    /// they are all in the table.
    /// </summary>
    public void Begin(StoreCounters counters, bool isNamed)
    {
        if (Knows(counters, isNamed))
        {
            if (_pause > 0) _pause--;
            Forget();
            return;
        }

        Reset(counters);
        (_pause, _nextPause) = (_nextPause, Math.Min(_nextPause * 2, PauseMax));
    }

    /// <summary>A committed head that is known.</summary>
    public bool TryGet(long key, out HeadState head) => _lag.TryGet(key, out head);

    /// <summary>Decides which heads a group writes.</summary>
    /// <param name="changes">The group's heads, each once, decided where they stand.</param>
    /// <param name="next">The numbers after the group.</param>
    /// <param name="write">Writes a head that stands in the table as told.</param>
    public void Plan(IReadOnlyList<HeadChange> changes, StoreCounters next, Action<long, HeadState, HeldHead> write)
    {
        _next = next;
        var known = 0;
        for (var i = 0; i < changes.Count; i++)
        {
            if (TryGet(changes[i].Key, out _)) known++;
        }

        _holds = _mayHold && _pause == 0 && _held.Count + known > _writtenThroughMax;
        for (var i = 0; i < changes.Count; i++) Plan(changes[i], write);
        if (_holds) WriteDue(next.Position - _entriesMax, write);
        else WriteOthers(write);
    }

    /// <summary>Writes all that would still be held after the present group.</summary>
    public void Settle(Action<long, HeadState, HeldHead> write)
    {
        if (!_holds) return;
        var place = 0;
        foreach (var (key, _) in _order)
        {
            if (place++ >= _due) write(key, Latest(key), _held[key]);
        }

        foreach (var (key, head) in _added) write(key, _staged[key], head);
        (_holds, _nextPause) = (false, PauseMin);
    }

    /// <summary>The group is durable.</summary>
    public void Committed()
    {
        if (_holds)
        {
            for (; _due > 0; _due--) _held.Remove(_order.Dequeue().Key);
            foreach (var (key, head) in _added)
            {
                _held.Add(key, head);
                _order.Enqueue((key, head.First));
            }
        }
        else
        {
            _held.Clear();
            _order.Clear();
        }

        _lag.Add(_staged, _held.Count);
        if (_lag.Known >= _knownMax && _held.Count <= _knownMax / 2) _lag.KeepWaiting(_held.ContainsKey);
        (_after, _isHolding) = (_next, _holds);
        Forget();
    }

    /// <summary>The group was dropped, or another begins.</summary>
    public void Forget()
    {
        _staged.Clear();
        _added.Clear();
        (_due, _holds, _next) = (0, _isHolding, _after);
    }

    private void Plan(in HeadChange change, Action<long, HeadState, HeldHead> write)
    {
        var isKnown = TryGet(change.Key, out var before);
        var state = isKnown && change.State.Late == 0 ? change.State with { Late = before.Late } : change.State;
        if (_mayHold && _pause == 0 && (isKnown || _lag.Known + _staged.Count < _knownMax)) _staged[change.Key] = state;
        if (change.IsNew) return;
        var head = new HeldHead(change.Sequence, change.Position, change.First);
        if (_held.TryGetValue(change.Key, out var held))
        {
            if (!_holds) write(change.Key, state, held);
        }
        else if (_holds && isKnown)
        {
            _added.Add((change.Key, head));
        }
        else
        {
            write(change.Key, state, head);
        }
    }

    /// <summary>Writes those that have waited long.</summary>
    private void WriteDue(long limit, Action<long, HeadState, HeldHead> write)
    {
        long? first = null;
        foreach (var (key, position) in _order)
        {
            if (position > limit)
            {
                first = position;
                break;
            }

            _due++;
            write(key, Latest(key), _held[key]);
        }

        Settled = (first ?? (_added.Count > 0 ? _added[0].Head.First : _next.Position)) - 1;
    }

    /// <summary>Writes those that the group does not change.</summary>
    private void WriteOthers(Action<long, HeadState, HeldHead> write)
    {
        foreach (var (key, head) in _held)
        {
            if (!_staged.ContainsKey(key)) write(key, Latest(key), head);
        }

        Settled = _next.Position - 1;
    }

    private HeadState Latest(long key)
    {
        if (_staged.TryGetValue(key, out var state) || TryGet(key, out state)) return state;
        throw new InvalidOperationException($"The head of grain {key} is held back and not known.");
    }
}
