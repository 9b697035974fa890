using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Tests.Stores;

public sealed class PostgresHistoryTests : HistoryCompliance
{
    private readonly PostgresTestStore _database;

    public PostgresHistoryTests()
        : this(new PostgresTestStore())
    {
    }

    private PostgresHistoryTests(PostgresTestStore database)
        : base(database) => _database = database;

    protected override JournalHistory Look() => JournalHistory.OpenPostgres(_database.ConnectionString);
}
