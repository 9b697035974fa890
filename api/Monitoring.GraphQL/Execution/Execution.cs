using System.Buffers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Monitoring.GraphQL;

/// <summary>
/// One run of an operation. Values are written as they are resolved, by one thread at a time; only <see cref="OnReady"/> and the
/// members of <see cref="IBatchScheduler"/> may be called from elsewhere.
/// </summary>
internal sealed partial class Execution : IDisposable
{
    private const int FramesFirst = 16;

    private readonly OperationPlan _plan;
    private readonly ILogger _logger;
    private readonly bool _showExceptions;
    private readonly Func<Exception, GraphQLException?>? _translate;
    private readonly int _errorsMax;
    private Dictionary<Type, object>? _instances;
    private object?[]?[] _arguments = [];
    private Frame[] _frames = ArrayPool<Frame>.Shared.Rent(FramesFirst);
    private List<GraphQLError>? _errors;
    private (PlannedField Field, object?[] Values)? _replaced;
    private int _depth;
    private Region? _base;
    private Extent _extent = new(null);

    public Execution(OperationPlan plan, Variables variables, GraphQLRequestContext context, ExecutionSettings settings, CancellationToken cancellation)
    {
        _plan = plan;
        _logger = settings.Logger;
        _showExceptions = settings.ShowExceptions;
        _translate = settings.Translate;
        _errorsMax = settings.ErrorsMax;
        Variables = variables;
        Context = context;
        Cancellation = cancellation;
        Buffer = new JsonBuffer(settings.ResponseBytesMax);
    }

    public JsonBuffer Buffer { get; }

    public Variables Variables { get; }

    public GraphQLRequestContext Context { get; }

    public CancellationToken Cancellation { get; }

    public IReadOnlyList<GraphQLError> Errors => _errors ?? (IReadOnlyList<GraphQLError>)[];

    /// <summary>Errors beyond <see cref="GraphQLLimits.ErrorsMax"/>: their fields are null all the same, but nothing tells why.</summary>
    public long ErrorsOmitted { get; private set; }

    public Schema Schema => _plan.Schema;

    /// <summary>Whether <c>data</c> as a whole is null.</summary>
    public bool DataIsNull { get; private set; }

    public Extent Root { get; private set; } = null!;

    /// <summary>The instance of a class of resolvers for this operation.</summary>
    public T Instance<T>() where T : class
    {
        if (_instances is not null && _instances.TryGetValue(typeof(T), out var known)) return (T)known;
        var made = Context.Services.GetService<T>() ?? ActivatorUtilities.CreateInstance<T>(Context.Services);
        (_instances ??= []).Add(typeof(T), made);
        return made;
    }

    /// <summary>The loader of a type for this operation.</summary>
    public T Loader<T>() where T : class
    {
        if (_instances is not null && _instances.TryGetValue(typeof(T), out var known)) return (T)known;
        var made = ActivatorUtilities.CreateInstance<T>(Context.Services);
        ((ISchedulable)(object)made).Scheduler = this;
        (_instances ??= []).Add(typeof(T), made);
        return made;
    }

    public T Service<T>() where T : notnull => Context.Services.GetRequiredService<T>();

    public T KeyedService<T>(object? key) where T : notnull => Context.Services.GetRequiredKeyedService<T>(key);

    /// <summary>The arguments of a field as its resolver takes them.</summary>
    public object?[] Arguments(PlannedField field)
    {
        if (_replaced is { } replaced && replaced.Field == field) return replaced.Values;
        if (field.ConstantArguments is { } constant) return constant;
        if (field.ArgumentSlot >= _arguments.Length) Array.Resize(ref _arguments, Math.Max(field.ArgumentSlot + 1, _plan.ArgumentSlots));
        return _arguments[field.ArgumentSlot] ??= field.BindArguments(Variables);
    }

    /// <summary>Gives a field another value for one argument, in this operation only.</summary>
    public void ReplaceArgument(PlannedField field, int index, object? value)
    {
        var values = (object?[])Arguments(field).Clone();
        values[index] = value;
        _replaced = (field, values);
    }

    public void Push(PlannedField? field, int index, bool nonNull)
    {
        if (_depth == _frames.Length) GrowFrames();
        ref var frame = ref _frames[_depth++];
        frame.Field = field;
        frame.Index = index;
        frame.NonNull = nonNull;
        frame.Start = Buffer.Length;
        frame.Region = null;
    }

    public void Pop()
    {
        ref var frame = ref _frames[--_depth];
        if (frame.Region is { } region) region.End = Buffer.Length;
    }

    /// <summary>Writes an object's fields. False when a null must move further up.</summary>
    public bool WriteObject(SelectionPlan plan, object? value, bool nonNull)
    {
        var start = Buffer.Length;
        Buffer.Byte((byte)'{');
        var fields = plan.Fields;
        for (var i = 0; i < fields.Length; i++)
        {
            var field = fields[i];
            Buffer.Raw(field.Prefix.AsSpan(i == 0 ? 1 : 0));
            if (!field.Definition.Executor.Execute(this, field, value)) return CutToNull(start, nonNull);
        }
        Buffer.Byte((byte)'}');
        return true;
    }

    /// <summary>Takes back what was written since a position. Writes null if that is allowed; else false: it must move up.</summary>
    public bool CutToNull(int start, bool nonNull)
    {
        Buffer.Truncate(start);
        _extent.CutFrom(start);
        if (nonNull) return false;
        Buffer.Null();
        return true;
    }

    /// <summary>A resolver's or scalar's exception becomes an error here; what was begun is taken back.</summary>
    public bool Fail(Exception exception, PlannedField field, int depth, int start, bool nonNull)
    {
        _depth = depth;
        AddError(exception, field);
        return CutToNull(start, nonNull);
    }

    public bool NullValue(PlannedField field, bool nonNull)
    {
        if (!nonNull)
        {
            Buffer.Null();
            return true;
        }
        AddError(new NonNullViolation(field), field);
        return false;
    }

    public int Depth => _depth;

    /// <summary>Stops the whole operation when its time is up.</summary>
    public void CheckTime() => Cancellation.ThrowIfCancellationRequested();

    /// <summary>Whether an exception belongs to the field it came from, and not to the operation as a whole.</summary>
    public bool IsOfField(Exception exception) =>
        exception is not ResponseTooLargeException && !(exception is OperationCanceledException && Cancellation.IsCancellationRequested);

    public void Dispose()
    {
        Buffer.Dispose();
        var frames = _frames;
        _frames = [];
        if (frames.Length > 0) ArrayPool<Frame>.Shared.Return(frames, true);
    }

    private void GrowFrames()
    {
        var more = ArrayPool<Frame>.Shared.Rent(_depth * 2);
        _frames.CopyTo(more, 0);
        ArrayPool<Frame>.Shared.Return(_frames, true);
        _frames = more;
    }

    private void AddError(Exception exception, PlannedField field)
    {
        // One failing field in a long list must not fill the response and the log.
        if (_errors is not null && _errors.Count >= _errorsMax)
        {
            ErrorsOmitted++;
            return;
        }
        var path = Path();
        var locations = field.Locations;
        if ((exception as GraphQLException ?? _translate?.Invoke(exception)) is { } known)
        {
            (_errors ??= []).Add(new GraphQLError(known.Message, known.Code) { Path = path, Locations = locations, Extensions = known.Extensions });
            return;
        }
        if (exception is FormatException or NonNullViolation)
        {
            (_errors ??= []).Add(new GraphQLError(exception.Message, ErrorCodes.Internal) { Path = path, Locations = locations });
            Log.ResolverFailed(_logger, field.Definition.Origin, exception);
            return;
        }
        Log.ResolverFailed(_logger, field.Definition.Origin, exception);
        var message = _showExceptions ? exception.ToString() : "Unexpected execution error.";
        (_errors ??= []).Add(new GraphQLError(message, ErrorCodes.Internal) { Path = path, Locations = locations });
    }

    private List<object> Path()
    {
        var path = new List<object>();
        for (var region = _base; region is not null; region = region.Parent) path.Insert(0, (object?)region.Field?.ResponseName ?? region.Index);
        for (var i = 0; i < _depth; i++) path.Add((object?)_frames[i].Field?.ResponseName ?? _frames[i].Index);
        return path;
    }

    private struct Frame
    {
        public PlannedField? Field;
        public int Index;
        public bool NonNull;
        public int Start;
        public Region? Region;
    }
}
