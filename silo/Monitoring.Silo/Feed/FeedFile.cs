using System.Globalization;
using System.IO.Compression;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Reference;
using Monitoring.Domain.Calendar;
using Monitoring.Silo.Feed.Parsing;

namespace Monitoring.Silo.Feed;

/// <summary>
/// Reads a file of the feed record by record for those who only look: nothing is sent anywhere. The same reader and checks as for a
/// body that is taken in. Format and packing follow from the name: <c>.ndjson</c>, <c>.json</c> or <c>.csv</c>, with <c>.gz</c> behind
/// it or not.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="calendar">The bank's calendar.</param>
/// <param name="time">Against which bookings of the future are refused.</param>
public sealed class FeedFile(string path, BankCalendar calendar, TimeProvider time)
{
    private const int BufferBytes = 1 << 20;

    /// <summary>Longest record, bytes; as for bodies.</summary>
    private const int RecordBytesMax = 64 * 1024;

    private readonly FeedRules _rules = new(calendar, time);

    /// <summary>Records that were not taken, as far as the file was read.</summary>
    public long Refused { get; private set; }

    /// <summary>Line and reason of the first record that was not taken; <c>null</c> when all were.</summary>
    public string? FirstRefusal { get; private set; }

    /// <summary>Its postings, in order.</summary>
    /// <exception cref="InvalidDataException">The rest cannot be read.</exception>
    public IEnumerable<Posting> Postings() => Read(new PostingDraft(_rules));

    /// <summary>Its records of accounts and settlement accounts, in order; branches are left out.</summary>
    /// <exception cref="InvalidDataException">The rest cannot be read.</exception>
    public IEnumerable<object> Ledgers()
    {
        foreach (var record in Read(new ReferenceDraft(_rules)))
        {
            if (record.Account is { } account) yield return account;
            if (record.Settlement is { } settlement) yield return settlement;
        }
    }

    private IEnumerable<T> Read<T>(RecordDraft<T> draft)
        where T : class
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferBytes, FileOptions.SequentialScan);
        var isGzip = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        using var body = isGzip ? (Stream)new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new FeedReader<T>(body, FormatOf(isGzip ? path[..^3] : path), draft, RecordBytesMax);
        var batch = new List<FeedLine<T>>();
        while (Next(reader, batch))
        {
            foreach (var line in batch)
            {
                if (line.Record is { } record) yield return record;
                else Refuse(line.Number, line.Fault!);
            }
        }
    }

    private static bool Next<T>(FeedReader<T> reader, List<FeedLine<T>> batch)
        where T : class
    {
        try
        {
            return reader.ReadAsync(batch, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        }
        catch (FeedBrokenException broken)
        {
            throw new InvalidDataException(broken.Message, broken);
        }
    }

    private void Refuse(long line, FeedFault fault)
    {
        Refused++;
        FirstRefusal ??= string.Create(CultureInfo.InvariantCulture, $"line {line}: {fault.Field} {fault.Code}: {fault.Message}");
    }

    private static FeedFormat FormatOf(string name) => Path.GetExtension(name).ToUpperInvariant() switch
    {
        ".CSV" => FeedFormat.Csv,
        ".JSON" => FeedFormat.Json,
        _ => FeedFormat.NdJson,
    };
}
