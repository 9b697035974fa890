namespace Monitoring.Silo.Tests.Stores;

public sealed class SqliteAlertTests() : AlertCompliance(new SqliteTestStore());
