using Monitoring.Silo.Journal;
using Npgsql;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>Who may read the table of heads as it is: this process sees what it holds back itself, and takes back what another holds.</summary>
/// <param name="lag">Heads that this process holds back.</param>
/// <param name="process">It.</param>
internal sealed class PostgresHeadsView(HeadLag lag, Guid process)
{
    /// <summary>
    /// Tries to find no heads held back elsewhere. Who was asked to write them holds none back for some time, so that two are enough.
    /// </summary>
    public const int AttemptsMax = 5;

    /// <summary>What is told after so many.</summary>
    public const string AgainAndAgain = "Other processes hold heads back, again and again.";

    private volatile bool _inDoubt;

    /// <summary>Heads that this process holds back.</summary>
    public HeadLag Lag => lag;

    /// <summary>
    /// Whether a commit of this process may have been made that it was not told of: what it holds back may then be older than what it
    /// committed, and is taken from the journal as another's is.
    /// </summary>
    public bool InDoubt
    {
        get => _inDoubt;
        set => _inDoubt = value;
    }

    /// <summary>Whether the process that holds heads back is another, or what this one knows of them is in doubt.</summary>
    public bool IsElsewhere(Guid? holder) => holder is { } other && (other != process || _inDoubt);

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
