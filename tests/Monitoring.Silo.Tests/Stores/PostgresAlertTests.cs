namespace Monitoring.Silo.Tests.Stores;

public sealed class PostgresAlertTests() : AlertCompliance(new PostgresTestStore());
