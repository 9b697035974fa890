using System.Globalization;
using Npgsql;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>Makes the journal's partitions, in the transaction of the group that needs them.</summary>
internal sealed class PostgresParts(NpgsqlConnection connection, long entries)
{
    /// <summary>Entries append only: the server freezes them in large steps.</summary>
    private const string Storage =
        "autovacuum_vacuum_insert_scale_factor = 1, autovacuum_vacuum_insert_threshold = 5000000, autovacuum_analyze_scale_factor = 0.5";

    private long _before;

    /// <summary>Makes sure that positions before this one have a partition.</summary>
    public void EnsureRoom(long before)
    {
        if (before <= _before) return;
        _before = Last();
        while (_before < before) Add(_before == 0 ? 1 : _before);
    }

    /// <summary>A transaction was dropped: what was made in it is not there.</summary>
    public void Forget() => _before = 0;

    private long Last()
    {
        using var select = new NpgsqlCommand("select coalesce(max(before), 0) from journal_part", connection);
        return (long)select.ExecuteScalar()!;
    }

    private void Add(long first)
    {
        var before = first + entries;
        var name = string.Create(CultureInfo.InvariantCulture, $"journal_{first:D15}");

        // Attached rather than made in place: that takes no lock that readers wait for.
        var sql = string.Create(
            CultureInfo.InvariantCulture,
            $"""
             create table {name} (like journal including defaults including indexes) with ({Storage});
             alter table journal attach partition {name} for values from ({first}) to ({before});
             insert into journal_part (first, before, name, made_at) values ({first}, {before}, '{name}', now())
             """);
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
        _before = before;
    }
}
