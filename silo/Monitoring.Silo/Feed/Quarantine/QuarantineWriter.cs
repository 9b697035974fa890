using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Monitoring.Contracts.Feed;
using Monitoring.Grains.Queries;
using Monitoring.Silo.Feed.Parsing;

namespace Monitoring.Silo.Feed.Quarantine;

/// <summary>
/// Collects one body's rejected lines and keeps them, before the sender is answered. Adding is thread-safe, flushing is the reader's.
/// </summary>
internal sealed class QuarantineWriter(IQuarantineStore store, TimeProvider time, FeedInput input, int linesMax)
{
    /// <summary>Lines kept in one write: few transactions, and little that waits in memory.</summary>
    private const int FlushLines = 256;

    private readonly Lock _lock = new();
    private List<RejectedLine> _waiting = [];
    private long _taken;

    /// <summary>A line that could not be read as a record.</summary>
    public void Add(FeedRejection rejection, byte[] raw, bool isCut) => Add(rejection, MediaTypes.Of(input.Format), raw, isCut);

    /// <summary>A posting that its account refused.</summary>
    public void Add(FeedRejection rejection, Posting posting)
    {
        if (HasRoom) Add(rejection, MediaTypes.Json, RecordJson.Write(posting), isCut: false);
    }

    /// <summary>A record of reference data that its grain refused.</summary>
    public void Add(FeedRejection rejection, ReferenceRecord record)
    {
        if (HasRoom) Add(rejection, MediaTypes.Json, RecordJson.Write(record), isCut: false);
    }

    /// <summary>Writes what waits: when it is enough for a write, or all.</summary>
    public async ValueTask FlushAsync(bool all)
    {
        List<RejectedLine> lines;
        lock (_lock)
        {
            if (_waiting.Count == 0 || (!all && _waiting.Count < FlushLines)) return;
            lines = _waiting;
            _waiting = [];
        }

        foreach (var chunk in lines.Chunk(FlushLines)) await store.AddAsync(chunk, time.GetUtcNow()).ConfigureAwait(false);
    }

    private bool HasRoom => input.Quarantines && Volatile.Read(ref _taken) < linesMax;

    private void Add(FeedRejection rejection, string contentType, byte[] body, bool isCut)
    {
        if (!HasRoom) return;
        var path = input.Kind == FeedKind.Postings ? FeedPaths.Postings : FeedPaths.Reference;
        var line = new RejectedLine
        {
            Fingerprint = Fingerprint(path, contentType, rejection.Code, body),
            Path = path,
            ContentType = contentType,
            Body = body,
            IsCut = isCut,
            Source = input.Source,
            Line = rejection.Line,
            RecordId = rejection.RecordId,
            Field = rejection.Field,
            Code = rejection.Code,
            Message = rejection.Message,
        };
        lock (_lock)
        {
            _taken++;
            _waiting.Add(line);
        }
    }

    private static long Fingerprint(string path, string contentType, string code, byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{path}\n{contentType}\n{code}\n"));
        hash.AppendData(body);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return BinaryPrimitives.ReadInt64BigEndian(digest);
    }
}
