using Monitoring.Grains.Journal;
using Monitoring.Silo.Journal;
using Npgsql;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>Rows of a commit that few commits have: changed profiles, parties, settlement items.</summary>
internal sealed class PostgresGrainRows
{
    private readonly ArrayRows _profiles = new(
        """
        update grain g set opened_at = u.opened_at, account_kind = u.account_kind, settlement_kind = u.settlement_kind, branch = u.branch,
          name = u.name, currency = u.currency, customer = u.customer
        from unnest($1, $2, $3, $4, $5, $6, $7, $8)
          as u (key, opened_at, account_kind, settlement_kind, branch, name, currency, customer)
        where g.key = u.key
        """);

    private readonly ArrayRows _parties = new(
        """
        insert into party as p (grain, party, last_seen) select * from unnest($1, $2, $3)
        on conflict (grain, party) do update set last_seen = greatest(p.last_seen, excluded.last_seen)
        """);

    private readonly ArrayRows _items = new(
        """
        insert into settlement_item (grain, sequence, amount, booked_at, cleared_by, booked_offset, trace, trace_sent)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (grain, sequence) do update set cleared_by = excluded.cleared_by
        """);

    private readonly List<long>[] _profileNumbers;
    private readonly List<long?>[] _profileKinds;
    private readonly List<string?>[] _profileTexts;
    private readonly List<long>[] _partyNumbers;
    private readonly List<long>[] _itemNumbers;
    private readonly List<string?>[] _itemTexts;
    private readonly Dictionary<(long Grain, long Party), int> _partyRow = [];
    private readonly Dictionary<(long Grain, long Sequence), int> _itemRow = [];

    public PostgresGrainRows()
    {
        _profileNumbers = [_profiles.Longs(), _profiles.Longs()];
        _profileKinds = [_profiles.LongsOrNull(), _profiles.LongsOrNull()];
        _profileTexts = [.. Enumerable.Range(0, 4).Select(_ => _profiles.Texts())];
        _partyNumbers = [.. Enumerable.Range(0, 3).Select(_ => _parties.Longs())];
        _itemNumbers = [.. Enumerable.Range(0, 6).Select(_ => _items.Longs())];
        _itemTexts = [_items.Texts(), _items.Texts()];
    }

    /// <summary>Forgets the last group.</summary>
    public void Clear()
    {
        _profiles.Clear();
        _parties.Clear();
        _items.Clear();
        _partyRow.Clear();
        _itemRow.Clear();
    }

    /// <summary>Adds a commit's rows.</summary>
    public void Add(in PlannedCommit planned)
    {
        var commit = planned.Pending.Commit;
        if (commit.Profile is { } profile && commit.Head.Key != 0) Add(planned.Key, profile);
        foreach (var party in commit.Parties) Add(planned.Key, party);
        foreach (var item in commit.Items) Add(planned.Key, item);
    }

    /// <summary>Adds the statements to a group's.</summary>
    public void AddTo(NpgsqlBatch batch)
    {
        foreach (var rows in (ReadOnlySpan<ArrayRows>)[_profiles, _parties, _items])
        {
            if (rows.Count > 0) batch.BatchCommands.Add(rows.Command);
        }
    }

    private void Add(long key, LedgerProfile profile)
    {
        _profileNumbers[0].Add(key);
        _profileNumbers[1].Add(profile.OpenedAt);
        _profileKinds[0].Add((long?)profile.AccountKind);
        _profileKinds[1].Add((long?)profile.SettlementKind);
        ReadOnlySpan<string?> texts = [profile.Branch, profile.Name, profile.Currency, profile.Customer];
        for (var i = 0; i < texts.Length; i++) _profileTexts[i].Add(texts[i]);
    }

    private void Add(long key, PartySeen party)
    {
        // One statement sets a row once.
        if (!_partyRow.TryAdd((key, party.Party), _parties.Count))
        {
            var row = _partyRow[(key, party.Party)];
            _partyNumbers[2][row] = Math.Max(_partyNumbers[2][row], party.LastSeen);
            return;
        }

        _partyNumbers[0].Add(key);
        _partyNumbers[1].Add(party.Party);
        _partyNumbers[2].Add(party.LastSeen);
    }

    private void Add(long key, in SettlementItemEntry item)
    {
        if (!_itemRow.TryAdd((key, item.Sequence), _items.Count))
        {
            _itemNumbers[4][_itemRow[(key, item.Sequence)]] = item.ClearedBySequence;
            return;
        }

        ReadOnlySpan<long> numbers = [key, item.Sequence, item.Amount, item.BookedAt, item.ClearedBySequence, item.OffsetMinutes];
        for (var i = 0; i < numbers.Length; i++) _itemNumbers[i].Add(numbers[i]);
        _itemTexts[0].Add(TraceNumber.Normalise(item.Trace));
        _itemTexts[1].Add(item.Trace);
    }
}
