namespace Monitoring.Silo.Tests.Stores;

public sealed class PostgresFaultTests() : FaultCompliance(new PostgresTestStore());
