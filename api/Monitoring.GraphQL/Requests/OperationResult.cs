using System.Buffers;

namespace Monitoring.GraphQL;

/// <summary>The result of an execution, ready to be sent. Dispose gives its buffer back.</summary>
internal sealed class OperationResult : IDisposable
{
    private readonly Execution? _execution;
    private readonly JsonBuffer? _errors;

    /// <exception cref="ResponseTooLargeException">The errors alone are longer than a response may be.</exception>
    public OperationResult(Execution execution, int bytesMax)
    {
        _execution = execution;
        Errors = execution.Errors;
        if (Errors.Count > 0) _errors = Write(Errors, bytesMax);
    }

    /// <summary>An operation that failed as a whole.</summary>
    public OperationResult(GraphQLError error, int status)
    {
        Errors = [error];
        Status = status;
        _errors = Write(Errors, int.MaxValue);
    }

    public IReadOnlyList<GraphQLError> Errors { get; }

    /// <summary>The HTTP status when it is not 200.</summary>
    public int? Status { get; }

    /// <summary>Sent along as <c>extensions.eventId</c>.</summary>
    public string? EventId { get; set; }

    /// <summary>Bytes that <see cref="WriteTo"/> writes, where that is known beforehand.</summary>
    public long? Length => _execution is { Root.Patches: null, DataIsNull: false } && Errors.Count == 0 && EventId is null
        ? Head.Length + _execution.Root.End + 1 : null;

    private static ReadOnlySpan<byte> Head => "{\"data\":"u8;

    public void WriteTo(IBufferWriter<byte> output)
    {
        if (Length is not null)
        {
            output.Write(Head);
            output.Write(_execution!.Buffer.Written);
            output.Write("}"u8);
            return;
        }
        output.Write("{"u8);
        if (_errors is not null)
        {
            output.Write("\"errors\":"u8);
            output.Write(_errors.Written);
            if (_execution is not null) output.Write(","u8);
        }
        if (_execution is not null)
        {
            output.Write("\"data\":"u8);
            if (_execution.DataIsNull) output.Write("null"u8);
            else WriteExtent(_execution.Root, _execution.Buffer.Written, output);
        }
        if (EventId is not null) WriteEventId(output);
        output.Write("}"u8);
    }

    public void Dispose()
    {
        _errors?.Dispose();
        _execution?.Dispose();
    }

    /// <summary>Writes errors before anything is sent, while a response too long can still be refused.</summary>
    private static JsonBuffer Write(IReadOnlyList<GraphQLError> errors, int bytesMax)
    {
        var buffer = new JsonBuffer(bytesMax);
        try
        {
            ErrorWriter.Write(buffer, errors);
            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    private void WriteEventId(IBufferWriter<byte> output)
    {
        using var id = new JsonBuffer(int.MaxValue);
        id.Raw(",\"extensions\":{\"eventId\":"u8);
        id.String(EventId);
        id.Byte((byte)'}');
        output.Write(id.Written);
    }

    /// <summary>Sends what was written, with what came later put in its place.</summary>
    private static void WriteExtent(Extent extent, ReadOnlySpan<byte> buffer, IBufferWriter<byte> output)
    {
        if (extent.Patches is null)
        {
            output.Write(buffer[extent.Start..extent.End]);
            return;
        }
        var position = extent.Start;
        foreach (var patch in extent.Patches.OrderBy(patch => patch.Start))
        {
            if (patch.Start < position) continue;
            output.Write(buffer[position..patch.Start]);
            if (patch.Hole is null) output.Write("null"u8);
            else WriteExtent(patch.Hole, buffer, output);
            position = patch.End;
        }
        output.Write(buffer[position..extent.End]);
    }
}
