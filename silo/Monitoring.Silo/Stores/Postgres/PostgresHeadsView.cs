using Monitoring.Silo.Journal;
using Npgsql;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>Who may read the table of heads as it is: this process sees what it holds back itself, and takes back what another holds.</summary>
/// <param name="lag">Heads that this process holds back.</param>
/// <param name="process">It.</param>
internal sealed class PostgresHeadsView(HeadLag lag, Guid process)
{
    /// <summary>Heads that this process holds back.</summary>
    public HeadLag Lag => lag;

    /// <summary>Whether the process that holds heads back is another.</summary>
    public bool IsElsewhere(Guid? holder) => holder is { } other && other != process;

    /// <summary>Whether another process holds heads back, at the moment that the connection's transaction sees.</summary>
    public bool IsElsewhere(NpgsqlConnection connection)
    {
        using var select = new NpgsqlCommand("select heads_with from store_state", connection);
        return IsElsewhere(select.ExecuteScalar() as Guid?);
    }

    /// <summary>Brings the table up to date, in a transaction of its own, when another process holds heads back.</summary>
    public void TakeBack(NpgsqlConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        using var begin = new NpgsqlCommand("set transaction read write", connection);
        begin.ExecuteNonQuery();
        if (Held(connection) is var (holder, settled) && IsElsewhere(holder)) PostgresHeadReplay.Run(connection, settled);
        transaction.Commit();
    }

    private static (Guid? Holder, long Settled) Held(NpgsqlConnection connection)
    {
        using var select = new NpgsqlCommand("select heads_with, heads from store_state for update", connection);
        using var reader = select.ExecuteReader();
        if (!reader.Read()) throw new StoreException("The database has lost its row of store_state.");
        return (reader.IsDBNull(0) ? null : reader.GetGuid(0), reader.GetInt64(1));
    }
}
