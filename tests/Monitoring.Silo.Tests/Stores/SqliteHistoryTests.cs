using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Tests.Stores;

public sealed class SqliteHistoryTests : HistoryCompliance
{
    private readonly SqliteTestStore _database;

    public SqliteHistoryTests()
        : this(new SqliteTestStore())
    {
    }

    private SqliteHistoryTests(SqliteTestStore database)
        : base(database) => _database = database;

    protected override JournalHistory Look() => JournalHistory.OpenSqlite(_database.Folder);
}
