using Monitoring.Contracts.Ledger;

namespace Monitoring.Silo.Stores.Sqlite;

/// <summary>
/// What each grain is, for the writer. Only those that are no accounts are kept in memory: a bank has few of them, and an account's kind
/// then costs no look at the table.
/// </summary>
internal sealed class SqliteKinds(SqliteSession session)
{
    private readonly Dictionary<long, GrainKind> _others = [];
    private readonly List<(long Key, GrainKind Kind)> _staged = [];

    /// <summary>Reads what is committed.</summary>
    public void Recover()
    {
        _others.Clear();
        _staged.Clear();
        var select = session.Prepare("select key, kind from grain where kind > ?1");
        select.Bind(1, (long)GrainKind.Account);
        while (select.Step()) _others[select.Int64(0)] = (GrainKind)select.Int64(1);
    }

    /// <summary>What a committed grain is.</summary>
    public GrainKind Of(long key) => _others.GetValueOrDefault(key, GrainKind.Account);

    /// <summary>Notes a new grain of the present transaction.</summary>
    public void Stage(long key, GrainKind kind)
    {
        if (kind != GrainKind.Account) _staged.Add((key, kind));
    }

    /// <summary>The transaction is durable.</summary>
    public void Committed()
    {
        foreach (var (key, kind) in _staged) _others[key] = kind;
        _staged.Clear();
    }

    /// <summary>The transaction was dropped.</summary>
    public void Forget() => _staged.Clear();
}
