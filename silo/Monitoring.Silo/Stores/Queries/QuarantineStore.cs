using Monitoring.Grains.Queries;
using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Stores.Queries;

/// <summary>Keeps rejected lines: writes go through the one writer, reads through the pool.</summary>
internal sealed class QuarantineStore(ReadPool pool, JournalWriter writer) : IQuarantineStore, IQuarantineReader
{
    private const string Select =
        """
        select id, fingerprint, path, content_type, body, is_cut, source, line, record_id, field, code, message, state, first_seen_at,
          last_seen_at, times_seen, state_changed_at
        from quarantine
        """;

    /// <inheritdoc/>
    public async ValueTask AddAsync(IReadOnlyList<RejectedLine> lines, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var write = writer.WriteAsync(
            writes =>
            {
                foreach (var line in lines) writes.AddQuarantine(line, at.UtcTicks);
                return true;
            },
            lines.Count);
        await write.AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> MarkAsync(long id, QuarantineState state, DateTimeOffset at, CancellationToken cancellationToken) =>
        await writer.WriteAsync(writes => writes.MarkQuarantine(id, state, at.UtcTicks)).AsTask().WaitAsync(cancellationToken)
            .ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<QuarantineEntry>> ListAsync(
        long after, int first, QuarantineState? state, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        var text = Filter(new SqlText(Select), state).Where("id > ?", after).Add("order by id limit").Add((long)first);
        return pool.ReadAsync<IReadOnlyList<QuarantineEntry>>(session => session.Query(text, Read), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<QuarantineEntry?> FindAsync(long id, CancellationToken cancellationToken)
    {
        var text = new SqlText(Select).Where("id = ?", id);
        return pool.ReadAsync(session => session.Query(text, Read).SingleOrDefault(), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Page<QuarantineEntry>> ListNewestAsync(
        QuarantineState? state, long? before, int first, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        var text = Filter(new SqlText(Select), state);
        if (before is { } id) text.Where("id < ?", id);
        text.Add("order by id desc limit").Add(first + 1L);
        return pool.ReadAsync(session => Paging.Cut(session.Query(text, Read), first), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<long> CountAsync(QuarantineState? state, CancellationToken cancellation)
    {
        var text = Filter(new SqlText("select count(*) from quarantine"), state);
        return pool.ReadAsync(session => session.Query(text, row => row.Int64(0))[0], cancellation);
    }

    private static SqlText Filter(SqlText text, QuarantineState? state) => state is { } wanted ? text.Where("state = ?", wanted) : text;

    private static QuarantineEntry Read(IRow row)
    {
        var line = new RejectedLine
        {
            Fingerprint = row.Int64(1),
            Path = row.Text(2),
            ContentType = row.Text(3),
            Body = row.Bytes(4).ToArray(),
            IsCut = row.Int64(5) != 0,
            Source = row.Text(6),
            Line = row.Int64(7),
            RecordId = row.TextOrNull(8),
            Field = row.TextOrNull(9),
            Code = row.Text(10),
            Message = row.Text(11),
        };
        return new QuarantineEntry(
            row.Int64(0), line, (QuarantineState)row.Int64(12), Instant(row.Int64(13)), Instant(row.Int64(14)), row.Int64(15),
            row.Int64OrNull(16) is { } changed ? Instant(changed) : null);
    }

    private static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);
}
