using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Queries;
using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Stores.Queries;

/// <summary>Reads alerts from a pool of connections.</summary>
internal sealed class AlertReader(ReadPool pool) : IAlertReader
{
    /// <summary>Ids of one statement; more are read in several of one moment.</summary>
    private const int IdsPerStatement = 10_000;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AlertRow?>> GetAlertsAsync(IReadOnlyList<AlertId> ids, CancellationToken cancellation) =>
        pool.ReadAsync<IReadOnlyList<AlertRow?>>(session => Alerts(session, ids), cancellation);

    /// <inheritdoc/>
    public ValueTask<Page<AlertRow>> ListAlertsAsync(
        AlertFilter filter, AlertOrder order, AlertPageKey? after, int first, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        var text = AlertSql.Order(AlertSql.Where(new SqlText(AlertSql.Select), filter, order), order, after).Add("limit").Add(first + 1L);
        return pool.ReadAsync(session => Paging.Cut(session.Query(text, AlertSql.ReadAlert), first), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IReadOnlyList<AlertRow>>> GetOpenAlertsAsync(
        IReadOnlyList<string> accounts, CancellationToken cancellation) =>
        pool.ReadAsync<IReadOnlyList<IReadOnlyList<AlertRow>>>(session => OpenAlerts(session, accounts), cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SeverityCount>> CountAlertsAsync(AlertFilter filter, CancellationToken cancellation)
    {
        var text = AlertSql.Where(new SqlText("select severity, count(*) from alert"), filter, null).Add("group by severity");
        return pool.ReadAsync<IReadOnlyList<SeverityCount>>(
            session =>
            {
                var counts = session.Query(text, row => ((Severity)row.Int64(0), row.Int64(1))).ToDictionary();
                return [.. Enum.GetValues<Severity>().Select(severity => new SeverityCount(severity, counts.GetValueOrDefault(severity)))];
            },
            cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<BranchSeverityCount>> CountOpenAlertsAsync(
        IReadOnlyCollection<string>? branches, CancellationToken cancellation)
    {
        var text = new SqlText("select branch, severity, count(*) from alert").Where("state <> 5").WhereIn("branch", branches)
            .Add("group by branch, severity order by branch, severity");
        return pool.ReadAsync<IReadOnlyList<BranchSeverityCount>>(
            session => session.Query(text, row => new BranchSeverityCount(row.Text(0), (Severity)row.Int64(1), row.Int64(2))),
            cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IReadOnlyList<AlertEventRow>>> GetHistoryAsync(
        IReadOnlyList<AlertId> ids, CancellationToken cancellation) =>
        pool.ReadAsync<IReadOnlyList<IReadOnlyList<AlertEventRow>>>(session => History(session, ids), cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AlertEventRow>> ListEventsAsync(long afterCursor, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var text = new SqlText(AlertSql.SelectEvents).Where("cursor > ?", afterCursor).Add("order by cursor limit").Add((long)limit);
        return pool.ReadAsync<IReadOnlyList<AlertEventRow>>(session => session.Query(text, AlertSql.ReadEvent), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DueAlert>> ListDueAsync(DateTimeOffset now, int belowLevel, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var text = new SqlText("select id, account, grain_kind, level, due_at from alert").Where("state <> 5")
            .Where("due_at <= ?", now.UtcTicks).Where("level < ?", belowLevel)
            .Add("order by due_at, raised_cursor limit").Add((long)limit);
        return pool.ReadAsync<IReadOnlyList<DueAlert>>(session => session.Query(text, ReadDue), cancellation);
    }

    private static AlertRow?[] Alerts(IReadSession session, IReadOnlyList<AlertId> ids)
    {
        var found = new Dictionary<AlertId, AlertRow>(ids.Count);
        foreach (var chunk in ids.Distinct().Chunk(IdsPerStatement))
        {
            var text = new SqlText(AlertSql.Select).WhereIn("id", chunk.Select(AlertSql.Bytes).ToArray());
            foreach (var row in session.Query(text, AlertSql.ReadAlert)) found[row.Record.Id] = row;
        }

        return [.. ids.Select(found.GetValueOrDefault)];
    }

    private static IReadOnlyList<AlertRow>[] OpenAlerts(IReadSession session, IReadOnlyList<string> accounts)
    {
        var found = new List<AlertRow>();
        foreach (var chunk in accounts.Distinct(StringComparer.Ordinal).Chunk(IdsPerStatement))
        {
            var text = new SqlText(AlertSql.Select).Where("state <> 5").WhereIn("account", chunk);
            found.AddRange(session.Query(text, AlertSql.ReadAlert));
        }

        var byAccount = found.OrderBy(row => row.RaisedCursor).ToLookup(row => row.Record.Account, StringComparer.Ordinal);
        return [.. accounts.Select(account => byAccount[account].ToArray())];
    }

    private static IReadOnlyList<AlertEventRow>[] History(IReadSession session, IReadOnlyList<AlertId> ids)
    {
        var found = new List<AlertEventRow>();
        foreach (var chunk in ids.Distinct().Chunk(IdsPerStatement))
        {
            var text = new SqlText(AlertSql.SelectEvents).WhereIn("alert", chunk.Select(AlertSql.Bytes).ToArray());
            found.AddRange(session.Query(text, AlertSql.ReadEvent));
        }

        var byAlert = found.OrderBy(row => row.Cursor).ToLookup(row => row.Alert.Id);
        return [.. ids.Select(id => byAlert[id].ToArray())];
    }

    private static DueAlert ReadDue(IRow row) => new(
        AlertId.Read(row.Bytes(0)), row.Text(1), (GrainKind)row.Int64(2), (int)row.Int64(3),
        new DateTimeOffset(row.Int64(4), TimeSpan.Zero));
}
