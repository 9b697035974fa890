using System.Text;
using Monitoring.Contracts.Feed;

namespace Monitoring.Silo.Feed.Parsing;

/// <summary>
/// Reads a body record by record, streaming and with bounded memory. A batch is handed on when it is full, or as soon as the sender makes
/// us wait: nobody's posting waits for somebody's next packet. Not thread-safe.
/// </summary>
internal sealed class FeedReader<T>(Stream stream, FeedFormat format, RecordDraft<T> draft, int recordBytesMax) : IDisposable
    where T : class
{
    /// <summary>Records of a batch at most; also places that all but its last may take of what may be in flight.</summary>
    public const int BatchLinesMax = 1_024;

    /// <summary>Bytes of input that one place stands for; few records are longer.</summary>
    private const int PlaceBytes = 4 * 1024;

    /// <summary>Rows looked at for the header: real files carry a title, a date, a currency above it.</summary>
    private const int HeaderRowsMax = 20;

    private readonly FrameReader _frames = new(stream, Framing.Of(format), recordBytesMax);
    private readonly JsonDecoder _json = new();
    private readonly CsvDecoder _csv = new();
    private Task<bool>? _fill;
    private byte[] _header = [];
    private HeaderFault? _headerFault;
    private long _headerLine = 1;
    private int _headerRows;
    private int _batchCost;

    /// <summary>Bytes read so far.</summary>
    public long BytesRead => _frames.BytesRead;

    /// <summary>Reads the next records into <paramref name="batch"/>, which is cleared first.</summary>
    /// <returns><c>false</c> when there are no more.</returns>
    /// <exception cref="FeedBrokenException">The rest can't be read; thrown after what came before it was handed on.</exception>
    public async ValueTask<bool> ReadAsync(List<FeedLine<T>> batch, CancellationToken cancellationToken)
    {
        batch.Clear();
        _batchCost = 0;
        while (true)
        {
            if (_fill is null && TryReadBuffered(batch)) return true;
            if (await NextFillAsync(batch.Count > 0, cancellationToken).ConfigureAwait(false) is not { } hasMore) return true;
            if (hasMore) continue;
            if (batch.Count == 0 && format == FeedFormat.Csv && !_csv.HasHeader) ThrowNoHeader();
            return batch.Count > 0;
        }
    }

    public void Dispose() => _frames.Dispose();

    /// <summary>
    /// Reads on; <c>null</c> when that would take time while something waits to be handed on: the read is then under way.
    /// </summary>
    private async ValueTask<bool?> NextFillAsync(bool somethingWaits, CancellationToken cancellationToken)
    {
        var fill = _fill ?? _frames.FillAsync(cancellationToken);
        _fill = null;
        if (!somethingWaits || fill.IsCompleted) return await fill.ConfigureAwait(false);
        _fill = fill;
        return null;
    }

    /// <summary>Takes what is in the buffer; <c>true</c> when the batch must be handed on first.</summary>
    private bool TryReadBuffered(List<FeedLine<T>> batch)
    {
        try
        {
            while (_frames.TryRead(out var frame))
            {
                Take(frame, batch);
                if (_batchCost >= BatchLinesMax) return true;
            }
        }
        catch (FeedBrokenException exception) when (batch.Count > 0)
        {
            _fill = Task.FromException<bool>(exception);
            return true;
        }

        return false;
    }

    private void Take(Frame frame, List<FeedLine<T>> batch)
    {
        var bytes = _frames.BytesOf(frame);
        if (format != FeedFormat.Json && bytes.Trim(" \t\r"u8).IsEmpty) return;
        var cost = Math.Min(1 + (frame.Length / PlaceBytes), BatchLinesMax);
        _batchCost += cost;
        if (frame.IsTooLong)
        {
            var fault = new FeedFault(
                null, null, FeedCodes.LineTooLong, $"The line or object is longer than {recordBytesMax} bytes.", IsCut: true);
            batch.Add(new FeedLine<T>(frame.Line, null, fault, Raw(bytes), cost));
            return;
        }

        if (format == FeedFormat.Csv && !_csv.HasHeader)
        {
            TakeHeader(frame.Line, bytes);
            return;
        }

        draft.Begin();
        var isRead = format == FeedFormat.Csv ? _csv.Decode(bytes, draft) : _json.Decode(bytes, draft);
        var record = isRead ? draft.Build() : null;
        batch.Add(record is null
            ? new FeedLine<T>(frame.Line, null, draft.Fault(), Raw(bytes), cost)
            : new FeedLine<T>(frame.Line, record, null, null, cost));
    }

    private void TakeHeader(long line, ReadOnlySpan<byte> row)
    {
        if (_csv.TryHeader(row, draft) is not { } fault)
        {
            _header = row.ToArray();
            return;
        }

        if (_headerFault is null || fault.Known > _headerFault.Known)
        {
            _headerFault = fault;
            _headerLine = line;
        }

        if (++_headerRows == HeaderRowsMax) ThrowNoHeader();
    }

    private void ThrowNoHeader()
    {
        var (field, code, message) = _headerFault switch
        {
            null => (null, FeedCodes.Malformed, "There is no header line."),
            { Field: null } fault => (null, FeedCodes.Malformed, $"There is no header line: {fault.CodeOrProblem}"),
            { CodeOrProblem: FeedCodes.FieldRepeated } fault =>
                (fault.Field, FeedCodes.FieldRepeated, $"The header names the column {fault.Field} more than once."),
            var fault => (fault.Field, FeedCodes.FieldMissing,
                $"There is no header line with the columns required: {fault.Field} is missing."),
        };
        throw new FeedBrokenException(_headerLine, field, code, message);
    }

    /// <summary>The bytes of a record that is not taken, fit to be sent again.</summary>
    private byte[] Raw(ReadOnlySpan<byte> bytes) => format == FeedFormat.Csv ? [.. _header, .. "\n"u8, .. bytes] : bytes.ToArray();
}
