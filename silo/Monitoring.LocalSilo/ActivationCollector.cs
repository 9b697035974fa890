using Orleans;

namespace Monitoring.LocalSilo;

/// <summary>
/// Keeps the number of active grains in bounds. Time runs in epochs of one quantum, so that using a grain costs no reading of a clock.
/// Old age: a hand goes round all activations, so many in a quantum, and puts away those unused for the age. The cap: another hand
/// goes round and puts away those unused since it last came by, which is roughly those unused for longest. While too many are being
/// put away at once, further activations wait, unless there is nothing to put away; so bursts stay in bounds and nothing gets stuck.
/// </summary>
internal sealed class ActivationCollector : IThreadPoolWorkItem, IDisposable
{
    /// <summary>Activations looked at under one hold of the lock: some tens of microseconds.</summary>
    private const int Chunk = 4096;

    private static readonly DeactivationReason Idle = new(DeactivationReasonCode.ActivationIdle, "Not called for the collection age.");
    private static readonly DeactivationReason TooMany = new(
        DeactivationReasonCode.HighMemoryPressure, "More grains are active than the cap allows.");

    private readonly Lock _gate = new();
    private readonly Queue<Activation> _parked = new();
    private readonly LocalSiloOptions _options;
    private readonly int _ageInEpochs;
    private readonly int _hardLimit;
    private readonly ITimer _timer;
    private Activation?[] _all = new Activation?[1024];
    private int _count;
    private int _collecting;
    private int _ageHand;
    private int _capHand;
    private int _epoch;
    private bool _evicting;
    private int _sweeping;

    internal ActivationCollector(LocalSiloOptions options, TimeProvider time)
    {
        _options = options;
        _ageInEpochs = EpochsIn(options.CollectionAge);
        _hardLimit = (int)Math.Min(int.MaxValue, options.MaxActiveGrains + (long)(options.MaxActiveGrains / 8) + 1);
        _timer = time.CreateTimer(
            static self => ((ActivationCollector)self!).Sweep(), this, options.CollectionQuantum, options.CollectionQuantum);
    }

    internal int Epoch => Volatile.Read(ref _epoch);

    internal int Parked
    {
        get
        {
            lock (_gate)
            {
                return _parked.Count;
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>The first epoch that begins after this time has passed; for ever when infinite, none when zero or less.</summary>
    internal int EpochAfter(TimeSpan time)
    {
        if (time == Timeout.InfiniteTimeSpan || time == TimeSpan.MaxValue)
        {
            return int.MaxValue;
        }

        return time <= TimeSpan.Zero ? 0 : (int)Math.Min(int.MaxValue, Epoch + 1L + EpochsIn(time));
    }

    /// <summary>Lets a grain be made. False when it has to wait; <see cref="Activation.Unpark"/> tells when it need not any more.</summary>
    internal bool TryEnter(Activation activation)
    {
        bool tooMany;
        lock (_gate)
        {
            if (_count >= _hardLimit && (_collecting > 0 || _evicting))
            {
                _parked.Enqueue(activation);
                return false;
            }

            Add(activation);
            tooMany = _count > _options.MaxActiveGrains && BeginEvicting();
        }

        if (tooMany)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return true;
    }

    /// <summary>A grain is gone.</summary>
    internal void Leave(Activation activation)
    {
        lock (_gate)
        {
            var last = _all[--_count]!;
            _all[activation.CollectorIndex] = last;
            last.CollectorIndex = activation.CollectorIndex;
            _all[_count] = null;
            activation.CollectorIndex = -1;
        }

        OnAnswered(activation);
    }

    /// <summary>A grain that was to be collected turned out to be in use.</summary>
    internal void OnSpared(Activation activation) => OnAnswered(activation);

    /// <summary>Begins an epoch and puts the aged away. Runs once a quantum.</summary>
    internal void Sweep()
    {
        if (Interlocked.Exchange(ref _sweeping, 1) != 0)
        {
            return;
        }

        var epoch = Interlocked.Increment(ref _epoch);
        var usedBefore = epoch - 1 - _ageInEpochs;
        CollectAged(usedBefore);
        bool tooMany;
        lock (_gate)
        {
            tooMany = _count > _options.MaxActiveGrains && BeginEvicting();
        }

        if (tooMany)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        Volatile.Write(ref _sweeping, 0);
    }

    /// <summary>Puts away what is above the cap, those unused for longest first, and lets the parked in if there is nothing.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        var victims = new List<Activation>();
        // Twice round at most: the first time takes the marks of use off, the second finds those still without.
        for (var looked = 0L; ;)
        {
            victims.Clear();
            bool done;
            lock (_gate)
            {
                var steps = (int)Math.Min(Chunk, (2L * _count) - looked);
                PickUnused(steps, victims);
                looked += Chunk;
                done = _count - _collecting <= _options.MaxActiveGrains || looked >= 2L * _count;
            }

            foreach (var victim in victims)
            {
                victim.Collect(TooMany);
            }

            if (done)
            {
                break;
            }
        }

        EndEvicting();
    }

    private int EpochsIn(TimeSpan time) =>
        (int)Math.Min(int.MaxValue / 2, (time.Ticks + _options.CollectionQuantum.Ticks - 1) / _options.CollectionQuantum.Ticks);

    private void Add(Activation activation)
    {
        if (_count == _all.Length)
        {
            Array.Resize(ref _all, checked(_count * 2));
        }

        activation.CollectorIndex = _count;
        _all[_count++] = activation;
    }

    private bool BeginEvicting()
    {
        var begin = !_evicting;
        _evicting = true;
        return begin;
    }

    private void PickUnused(int steps, List<Activation> victims)
    {
        for (var step = 0; step < steps && _count - _collecting > _options.MaxActiveGrains; step++)
        {
            _capHand = _capHand >= _count ? 0 : _capHand;
            var activation = _all[_capHand++]!;
            if (!activation.IsBeingCollected && activation.LooksIdle && !activation.TakeTouched())
            {
                Pick(activation, victims);
            }
        }
    }

    private void CollectAged(int usedBefore)
    {
        var victims = new List<Activation>();
        var (looked, picked) = (0, 0);
        bool done;
        do
        {
            victims.Clear();
            lock (_gate)
            {
                var limit = Math.Min(_count, _options.SweepLimit);
                var wanted = _options.CollectionsPerSweep - picked;
                for (var step = 0; step < Chunk && looked < limit && victims.Count < wanted; step++, looked++)
                {
                    _ageHand = _ageHand >= _count ? 0 : _ageHand;
                    var activation = _all[_ageHand++]!;
                    if (activation.UsedEpoch <= usedBefore && !activation.IsBeingCollected && activation.LooksIdle)
                    {
                        Pick(activation, victims);
                    }
                }

                picked += victims.Count;
                done = looked >= limit || picked >= _options.CollectionsPerSweep;
            }

            foreach (var victim in victims)
            {
                victim.CollectIfUnusedSince(usedBefore, Idle);
            }
        }
        while (!done);
    }

    private void Pick(Activation activation, List<Activation> victims)
    {
        activation.IsBeingCollected = true;
        _collecting++;
        victims.Add(activation);
    }

    private void EndEvicting()
    {
        List<Activation> admitted = [];
        lock (_gate)
        {
            _evicting = false;
            if (_collecting == 0)
            {
                AdmitParked(int.MaxValue, admitted);
            }
        }

        Unpark(admitted);
    }

    private void OnAnswered(Activation activation)
    {
        List<Activation>? admitted = null;
        var evict = false;
        lock (_gate)
        {
            if (activation.IsBeingCollected)
            {
                activation.IsBeingCollected = false;
                _collecting--;
            }

            if (_parked.Count > 0)
            {
                admitted = [];
                AdmitParked(_hardLimit, admitted);
                evict = _parked.Count > 0 && _collecting == 0 && BeginEvicting();
            }
        }

        if (admitted is not null)
        {
            Unpark(admitted);
        }

        if (evict)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void AdmitParked(int limit, List<Activation> admitted)
    {
        while (_count < limit && _parked.TryDequeue(out var activation))
        {
            Add(activation);
            admitted.Add(activation);
        }
    }

    private static void Unpark(List<Activation> admitted)
    {
        foreach (var activation in admitted)
        {
            activation.Unpark();
        }
    }
}
