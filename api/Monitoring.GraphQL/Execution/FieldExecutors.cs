namespace Monitoring.GraphQL;

/// <summary>Resolves and writes one field of one object.</summary>
internal abstract class FieldExecutor
{
    /// <summary>Writes the field's value, null, or leaves a hole. False when a null must move up.</summary>
    public abstract bool Execute(Execution x, PlannedField field, object? parent);
}

internal delegate T Resolve<out T>(object? parent, Execution x, PlannedField field);

internal sealed class SyncExecutor<T>(Resolve<T> resolve, ValueWriter<T> writer, bool nonNull) : FieldExecutor
{
    public override bool Execute(Execution x, PlannedField field, object? parent)
    {
        x.Push(field, -1, nonNull);
        var (depth, start) = (x.Depth, x.Buffer.Length);
        bool fits;
        try
        {
            fits = writer.Write(x, field, resolve(parent, x, field));
        }
        catch (Exception e) when (x.IsOfField(e))
        {
            fits = x.Fail(e, field, depth, start, nonNull);
        }
        x.Pop();
        return fits;
    }
}

internal sealed class AsyncExecutor<T>(Resolve<Task<T>> resolve, ValueWriter<T> writer, bool nonNull) : FieldExecutor
{
    public override bool Execute(Execution x, PlannedField field, object? parent)
    {
        x.Push(field, -1, nonNull);
        var (depth, start) = (x.Depth, x.Buffer.Length);
        var fits = true;
        try
        {
            var task = resolve(parent, x, field);
            if (task.IsCompleted) fits = writer.Write(x, field, task.GetAwaiter().GetResult());
            else
            {
                var hole = new TaskHole(x, this, task, field);
                x.Leave(hole);
                task.GetAwaiter().UnsafeOnCompleted(hole.Ready);
            }
        }
        catch (Exception e) when (x.IsOfField(e))
        {
            fits = x.Fail(e, field, depth, start, nonNull);
        }
        x.Pop();
        return fits;
    }

    private bool Write(Execution x, PlannedField field, Task<T> task)
    {
        x.Push(field, -1, nonNull);
        var (depth, start) = (x.Depth, x.Buffer.Length);
        bool fits;
        try
        {
            fits = writer.Write(x, field, task.GetAwaiter().GetResult());
        }
        catch (Exception e) when (x.IsOfField(e))
        {
            fits = x.Fail(e, field, depth, start, nonNull);
        }
        x.Pop();
        return fits;
    }

    private sealed class TaskHole(Execution x, AsyncExecutor<T> executor, Task<T> task, PlannedField field) : Hole(x, x.Current, x.Here())
    {
        public override bool Write(Execution execution) => executor.Write(execution, field, task);
    }
}

/// <summary>A mutation's top-level field: it starts only when those before it are done.</summary>
internal sealed class SerialHole(Execution x, Extent extent, PlannedField field, object? root)
    : Hole(x, extent, new Region(null, field, -1, field.Definition.Type.IsNonNull, extent, 0))
{
    public override bool Write(Execution execution) => field.Definition.Executor.Execute(execution, field, root);
}

internal sealed class TypeNameExecutor : FieldExecutor
{
    public override bool Execute(Execution x, PlannedField field, object? parent)
    {
        x.Buffer.Raw(field.ParentTypeName);
        return true;
    }
}

/// <summary>A field that is resolved for all parents at hand with one call.</summary>
internal sealed class BatchExecutor<TParent, T>(
    Func<IReadOnlyList<TParent>, Execution, PlannedField, Task<IReadOnlyList<T>>> resolve, ValueWriter<T> writer, bool nonNull) : FieldExecutor
{
    public override bool Execute(Execution x, PlannedField field, object? parent)
    {
        x.Push(field, -1, nonNull);
        var batch = x.BatchOf(field, () => new Batch(x, this, field));
        var hole = new BatchHole(x, batch, batch.Count);
        batch.Add((TParent)parent!, hole);
        x.Leave(hole);
        x.Pop();
        return true;
    }

    private sealed class Batch(Execution x, BatchExecutor<TParent, T> executor, PlannedField field) : IPendingBatch
    {
        private readonly List<TParent> _parents = [];
        private readonly List<BatchHole> _holes = [];
        private IReadOnlyList<T>? _results;
        private Exception? _failure;

        public int Count => _parents.Count;

        public void Add(TParent parent, BatchHole hole)
        {
            _parents.Add(parent);
            _holes.Add(hole);
        }

        public void Dispatch()
        {
            x.ForgetBatch(field);
            _ = RunAsync();
        }

        public bool Write(int index)
        {
            x.Push(field, -1, executor.NonNull);
            var (depth, start) = (x.Depth, x.Buffer.Length);
            bool fits;
            try
            {
                fits = _failure is null
                    ? executor.Writer.Write(x, field, _results![index]) : x.Fail(_failure, field, depth, start, executor.NonNull);
            }
            catch (Exception e) when (x.IsOfField(e))
            {
                fits = x.Fail(e, field, depth, start, executor.NonNull);
            }
            x.Pop();
            return fits;
        }

        private async Task RunAsync()
        {
            try
            {
                _results = await executor.Resolve(_parents, x, field).ConfigureAwait(false);
                if (_results.Count != _parents.Count)
                {
                    throw new InvalidOperationException(
                        $"{field.Definition.Origin} returned {_results.Count} results for {_parents.Count} parents; it must return one for each, in order.");
                }
            }
            catch (Exception e)
            {
                _failure = e;
            }
            ((IBatchScheduler)x).End(() => _holes.ForEach(hole => hole.Ready()));
        }
    }

    private Func<IReadOnlyList<TParent>, Execution, PlannedField, Task<IReadOnlyList<T>>> Resolve => resolve;

    private ValueWriter<T> Writer => writer;

    private bool NonNull => nonNull;

    private sealed class BatchHole(Execution x, Batch batch, int index) : Hole(x, x.Current, x.Here())
    {
        public override bool Write(Execution execution) => batch.Write(index);
    }
}
