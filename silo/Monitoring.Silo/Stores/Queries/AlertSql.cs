using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Codec;
using Monitoring.Domain.Detection;
using Monitoring.Grains.Queries;

namespace Monitoring.Silo.Stores.Queries;

/// <summary>Texts and rows of queries on alerts.</summary>
internal static class AlertSql
{
    /// <summary>Columns that <see cref="ReadAlert"/> expects.</summary>
    public const string Select = "select record, grain_kind, cursor, raised_cursor from alert";

    /// <summary>Columns that <see cref="ReadEvent"/> expects.</summary>
    public const string SelectEvents = "select cursor, record, grain_kind, kind, at, at_offset, actor, note from alert_event";

    /// <summary>A row of <see cref="Select"/>.</summary>
    public static AlertRow ReadAlert(IRow row) => new(Record(row.Bytes(0)), (GrainKind)row.Int64(1), row.Int64(2), row.Int64(3));

    /// <summary>A row of <see cref="SelectEvents"/>.</summary>
    public static AlertEventRow ReadEvent(IRow row)
    {
        var at = new DateTimeOffset(row.Int64(4), TimeSpan.Zero).ToOffset(TimeSpan.FromMinutes(row.Int64(5)));
        return new AlertEventRow(
            row.Int64(0), Record(row.Bytes(1)), (GrainKind)row.Int64(2), (AlertChangeKind)row.Int64(3), at, row.TextOrNull(6),
            row.TextOrNull(7));
    }

    /// <summary>Adds a filter's conditions.</summary>
    /// <param name="text">Where to add.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="order">
    /// Order of a list, which is read in its index until the page is full: the plus keeps the database from gathering and sorting all that
    /// the filter lets through. <c>null</c> for a count.
    /// </param>
    public static SqlText Where(SqlText text, AlertFilter filter, AlertOrder? order)
    {
        var plus = order is null ? "" : "+";
        var severity = order is null or AlertOrder.SeverityDescending ? "severity" : "+severity";
        text.WhereIn(plus + "state", filter.States);
        text.WhereIn(plus + "rule", filter.Rules);
        if (filter.MinSeverity is { } least) text.Where(severity + " >= ?", least);
        text.WhereIn(severity, filter.Severities);
        text.WhereIn("branch", filter.Branches);
        if (filter.Account is { } account) text.Where("account = ?", account);
        if (filter.RaisedAfter is { } after) text.Where("raised_at > ?", after.UtcTicks);
        if (filter.RaisedBefore is { } before) text.Where("raised_at < ?", before.UtcTicks);
        if (filter.ListOnly is { } listOnly) text.Where("list_only = ?", listOnly ? 1L : 0L);
        return text;
    }

    /// <summary>Adds the place after which a page begins, and the order.</summary>
    public static SqlText Order(SqlText text, AlertOrder order, AlertPageKey? after)
    {
        switch (order)
        {
            case AlertOrder.RaisedAtDescending:
                if (after is { } newer) text.Where("(raised_at, raised_cursor) < (?, ?)", newer.First, newer.RaisedCursor);
                return text.Add("order by raised_at desc, raised_cursor desc");
            case AlertOrder.RaisedAtAscending:
                if (after is { } older) text.Where("(raised_at, raised_cursor) > (?, ?)", older.First, older.RaisedCursor);
                return text.Add("order by raised_at, raised_cursor");
            case AlertOrder.SeverityDescending:
                if (after is { } graver)
                {
                    text.Where("(severity, raised_at, raised_cursor) < (?, ?, ?)", graver.First, graver.Second, graver.RaisedCursor);
                }

                return text.Add("order by severity desc, raised_at desc, raised_cursor desc");
            case AlertOrder.DueAtAscending:
                if (after is { } sooner) text.Where("(due_at, raised_cursor) > (?, ?)", sooner.First, sooner.RaisedCursor);
                return text.Add("order by due_at, raised_cursor");
            default:
                throw new ArgumentOutOfRangeException(nameof(order), order, "Unknown order of alerts.");
        }
    }

    /// <summary>The stored form of an id.</summary>
    public static byte[] Bytes(AlertId id)
    {
        var bytes = new byte[AlertId.Length];
        id.Write(bytes);
        return bytes;
    }

    private static AlertRecord Record(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        return AlertCodec.Decode(ref reader);
    }
}
