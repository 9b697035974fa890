namespace Monitoring.GraphQL;

internal sealed partial class Execution : IBatchScheduler
{
    private Waiting? _work;
    private TaskCompletionSource? _signal;
    private int _waiting;

    /// <summary>What an operation that waits for something needs besides; most have nothing to wait for.</summary>
    private sealed class Waiting
    {
        public Queue<Hole> Ready { get; } = new();

        public Queue<Action> Completions { get; } = new();

        public List<IPendingBatch> Batches { get; } = [];

        public Dictionary<PlannedField, object> BatchFields { get; } = [];
    }

    private Waiting Work => _work ?? Interlocked.CompareExchange(ref _work, new Waiting(), null) ?? _work;

    /// <summary>Runs the operation: what can be written at once is, then what was waited for as it comes.</summary>
    public ValueTask RunAsync(object? root)
    {
        Root = _extent;
        if (_plan.Operation.Kind == OperationKind.Mutation) return RunSerialAsync(root);
        _extent.Start = 0;
        if (!WriteObject(_plan.Root, root, true)) DataIsNull = true;
        _extent.End = Buffer.Length;
        return _waiting == 0 ? ValueTask.CompletedTask : new ValueTask(LoopAsync());
    }

    public void OnReady(Hole hole)
    {
        lock (Work) Work.Ready.Enqueue(hole);
        Signal();
    }

    void IBatchScheduler.Schedule(IPendingBatch batch)
    {
        lock (Work) Work.Batches.Add(batch);
        Signal();
    }

    void IBatchScheduler.End(Action complete)
    {
        lock (Work) Work.Completions.Enqueue(complete);
        Signal();
    }

    /// <summary>The region of the frame on top, made with those it is in when first needed.</summary>
    public Region Here()
    {
        var parent = _base;
        for (var i = 0; i < _depth; i++)
        {
            ref var frame = ref _frames[i];
            parent = frame.Region ??= new Region(parent, frame.Field, frame.Index, frame.NonNull, _extent, frame.Start);
        }
        return parent!;
    }

    /// <summary>What is being written.</summary>
    public Extent Current => _extent;

    public void Leave(Hole hole)
    {
        _extent.Add(new Patch(Buffer.Length, Buffer.Length, hole));
        _waiting++;
    }

    /// <summary>The parents gathered so far for a batch field.</summary>
    public TBatch BatchOf<TBatch>(PlannedField field, Func<TBatch> make) where TBatch : class, IPendingBatch
    {
        if (Work.BatchFields.TryGetValue(field, out var known)) return (TBatch)known;
        var made = make();
        Work.BatchFields.Add(field, made);
        lock (Work) Work.Batches.Add(made);
        return made;
    }

    public void ForgetBatch(PlannedField field) => Work.BatchFields.Remove(field);

    /// <summary>Mutation fields run one after another, each with all below it.</summary>
    private async ValueTask RunSerialAsync(object? root)
    {
        var fields = _plan.Root.Fields;
        var holes = new List<Hole>(fields.Length);
        Buffer.Byte((byte)'{');
        for (var i = 0; i < fields.Length; i++)
        {
            Buffer.Raw(fields[i].Prefix.AsSpan(i == 0 ? 1 : 0));
            var hole = new SerialHole(this, _extent, fields[i], root);
            _extent.Add(new Patch(Buffer.Length, Buffer.Length, hole));
            holes.Add(hole);
        }
        Buffer.Byte((byte)'}');
        _extent.End = Buffer.Length;
        foreach (var hole in holes)
        {
            if (DataIsNull) return;
            Fill(hole);
            if (_waiting > 0) await LoopAsync().ConfigureAwait(false);
        }
    }

    private async Task LoopAsync()
    {
        // Wakes the loop when the operation's time is up.
        await using var registration = Cancellation.UnsafeRegister(static state => ((Execution)state!).Signal(), this).ConfigureAwait(false);
        while (_waiting > 0)
        {
            CheckTime();
            if (TryTake(out var hole, out var completion, out var signal))
            {
                if (completion is not null) completion();
                else if (hole is not null) Finish(hole);
                else Dispatch();
                continue;
            }
            await signal!.ConfigureAwait(false);
        }
    }

    /// <summary>Next comes what is ready, then results of batches, and only when there is neither do new batches start.</summary>
    private bool TryTake(out Hole? hole, out Action? completion, out Task? signal)
    {
        (hole, completion, signal) = (null, null, null);
        lock (Work)
        {
            if (Work.Ready.TryDequeue(out hole) || Work.Completions.TryDequeue(out completion) || Work.Batches.Count > 0) return true;
            _signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            signal = _signal.Task;
            // A cancellation just before had no signal to set: the loop looks at once instead of waiting.
            return Cancellation.IsCancellationRequested;
        }
    }

    private void Dispatch()
    {
        IPendingBatch[] batches;
        lock (Work)
        {
            batches = [.. Work.Batches];
            Work.Batches.Clear();
        }
        foreach (var batch in batches) batch.Dispatch();
    }

    private void Finish(Hole hole)
    {
        _waiting--;
        if (!hole.IsDead) Fill(hole);
    }

    private void Fill(Hole hole)
    {
        (_extent, _base, _depth) = (hole, hole.Region.Parent, 0);
        hole.Start = Buffer.Length;
        var fits = hole.Write(this);
        hole.End = Buffer.Length;
        if (!fits) MoveNullUp(hole.Region.Parent);
    }

    private void MoveNullUp(Region? region)
    {
        while (region is { NonNull: true }) region = region.Parent;
        if (region is null)
        {
            DataIsNull = true;
            Root.Dead = true;
            return;
        }
        region.Owner.NullOut(region.Start, region.End);
    }

    private void Signal()
    {
        TaskCompletionSource? signal;
        lock (Work) (signal, _signal) = (_signal, null);
        signal?.TrySetResult();
    }
}
