using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Grains.Queries;
using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Stores.Queries;

/// <summary>Reads the books from a pool of connections.</summary>
/// <param name="pool">The connections.</param>
/// <param name="settle">
/// Brings the table of heads up to date, for queries that select by figures; <see cref="JournalUnavailableException"/> when it cannot.
/// </param>
internal sealed class BankReader(ReadPool pool, Func<ValueTask> settle) : IBankReader, IOpenDayReader
{
    /// <summary>Arguments of one statement that SQLite and PostgreSQL both take, with room for others.</summary>
    private const int IdsPerStatement = 10_000;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LedgerRow?>> GetLedgersAsync(IReadOnlyList<string> ids, CancellationToken cancellation) =>
        pool.ReadAsync<IReadOnlyList<LedgerRow?>>(session => Ledgers(session, ids), cancellation);

    /// <inheritdoc/>
    public async ValueTask<Page<LedgerRow>> ListLedgersAsync(
        LedgerFilter filter, string? afterId, int first, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        var text = LedgerSql.Where(new SqlText(LedgerSql.Select), filter);
        if (afterId is not null) text.Where("g.id > ?", afterId);
        text.Add("order by g.id limit").Add(first + 1L);
        if (HasFigures(filter)) await TrySettleAsync().ConfigureAwait(false);
        return await pool.ReadAsync(session => Paging.Cut(session.Query(text, row => LedgerSql.Read(session, row)), first), cancellation)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<long> CountLedgersAsync(LedgerFilter filter, CancellationToken cancellation)
    {
        var hasFigures = HasFigures(filter);
        if (hasFigures) await TrySettleAsync().ConfigureAwait(false);
        var from = hasFigures ? "select count(*) from grain g join grain_head h on h.key = g.key" : "select count(*) from grain g";
        var text = LedgerSql.Where(new SqlText(from), filter);
        return await pool.ReadAsync(session => One(session, text), cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<BranchRow>> ListBranchesAsync(CancellationToken cancellation)
    {
        var text = new SqlText("select id, branch, name from grain").Where("space = ?", (long)IdSpace.Branches).Add("order by id");
        return pool.ReadAsync<IReadOnlyList<BranchRow>>(
            session => session.Query(text, ReadBranch), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<BranchTotalRow>> GetBranchTotalsAsync(
        IReadOnlyCollection<string>? branches, DateOnly day, CancellationToken cancellation) =>
        pool.ReadAsync<IReadOnlyList<BranchTotalRow>>(session => BranchTotalSql.Read(session, branches, day.DayNumber), cancellation);

    /// <inheritdoc/>
    public ValueTask<Page<StoredEntry>> ListPostingsAsync(string id, long? beforeSequence, int first, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        return pool.ReadAsync(session => EntryReads.Postings(session, id, beforeSequence, first), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredEntry?>> GetEntriesAsync(
        string id, IReadOnlyList<long> sequences, CancellationToken cancellation) =>
        pool.ReadAsync<IReadOnlyList<StoredEntry?>>(session => EntryReads.Entries(session, id, sequences), cancellation);

    /// <inheritdoc/>
    public ValueTask<long?> GetBalanceAtAsync(string id, DateTimeOffset at, CancellationToken cancellation) =>
        pool.ReadAsync(session => EntryReads.BalanceAt(session, id, at.UtcTicks), cancellation);

    /// <inheritdoc/>
    public ValueTask<Page<SettlementItemRow>> ListOpenItemsAsync(string id, long afterSequence, int first, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        var text = new SqlText("select i.sequence, i.trace_sent, i.amount, i.booked_at, i.booked_offset from settlement_item i")
            .Add("join grain g on g.key = i.grain")
            .Where("g.space = ? and g.id = ?", (long)IdSpace.Ledgers, id)
            .Where("i.cleared_by = 0 and i.sequence > ?", afterSequence)
            .Add("order by i.sequence limit").Add(first + 1L);
        return pool.ReadAsync(session => Paging.Cut(session.Query(text, ReadItem), first), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<long> CountOpenItemsAsync(string id, CancellationToken cancellation)
    {
        var text = new SqlText("select count(*) from settlement_item i join grain g on g.key = i.grain")
            .Where("g.space = ? and g.id = ?", (long)IdSpace.Ledgers, id)
            .Where("i.cleared_by = 0");
        return pool.ReadAsync(session => session.Query(text, row => row.Int64(0))[0], cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<StoreTotals> GetTotalsAsync(CancellationToken cancellation) => pool.ReadAsync(Totals, cancellation);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<OpenDayAccount>> ListAsync(
        DateOnly date, bool allCorporate, string after, int first, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        const string open = "h.open_day <> 0 and h.open_day <= ?";
        var text = new SqlText("select g.id, g.kind from grain g join grain_head h on h.key = g.key")
            .Where("g.space = ? and g.id > ?", (long)IdSpace.Ledgers, after);
        if (allCorporate) text.Where(open + " or g.account_kind = ?", date.DayNumber, (long)AccountKind.CorporateCurrent);
        else text.Where(open, date.DayNumber);
        text.Add("order by g.id limit").Add((long)first);
        // An account that is missed here is not told of its day's end before the next one's.
        await settle().ConfigureAwait(false);
        return await pool.ReadAsync(
            session => session.Query(
                text, row => new OpenDayAccount(row.Text(0), (GrainKind)row.Int64(1) == GrainKind.SettlementAccount)),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>While nothing can be written, people's figures are selected as they were when writing stopped, and told as they are.</summary>
    private async ValueTask TrySettleAsync()
    {
        try
        {
            await settle().ConfigureAwait(false);
        }
        catch (JournalUnavailableException)
        {
            // Health tells it.
        }
    }

    private static bool HasFigures(LedgerFilter filter) => filter.MinBalance is not null || filter.MaxBalance is not null;

    private static LedgerRow?[] Ledgers(IReadSession session, IReadOnlyList<string> ids)
    {
        var found = new Dictionary<string, LedgerRow>(ids.Count, StringComparer.Ordinal);
        foreach (var chunk in ids.Distinct(StringComparer.Ordinal).Chunk(IdsPerStatement))
        {
            var text = new SqlText(LedgerSql.Select).Where("g.space = ?", (long)IdSpace.Ledgers).WhereIn("g.id", chunk);
            foreach (var row in session.Query(text, row => LedgerSql.Read(session, row))) found[row.Id] = row;
        }

        var rows = new LedgerRow?[ids.Count];
        for (var i = 0; i < rows.Length; i++) rows[i] = found.GetValueOrDefault(ids[i]);
        return rows;
    }

    private static BranchRow ReadBranch(IRow row) =>
        new(row.Text(0), row.Text(1) is { Length: > 0 } parent ? parent : null, row.Text(2));

    private static SettlementItemRow ReadItem(IRow row)
    {
        var offset = TimeSpan.FromMinutes(row.Int64(4));
        return new SettlementItemRow(
            row.Int64(0), row.Text(1), row.Int64(2), new DateTimeOffset(row.Int64(3), TimeSpan.Zero).ToOffset(offset));
    }

    private static StoreTotals Totals(IReadSession session)
    {
        var postings = One(session, new SqlText("select value from counter").Where("name = ?", "postings"));
        var accounts = One(session, AccountCount(GrainKind.Account));
        var settlement = One(session, AccountCount(GrainKind.SettlementAccount));
        var cursor = One(session, new SqlText("select coalesce(max(cursor), 0) from alert_event"));
        return new StoreTotals(postings, accounts, settlement, cursor);
    }

    /// <summary>Summed from the few rows of totals: counting a million accounts takes a tenth of a second.</summary>
    private static SqlText AccountCount(GrainKind kind) =>
        new SqlText("select cast(coalesce(sum(accounts), 0) as bigint) from branch_total").Where("grain_kind = ?", (long)kind);

    private static long One(IReadSession session, SqlText text) => session.Query(text, row => row.Int64(0))[0];
}
