namespace Monitoring.Silo.Tests.Stores;

public sealed class SqliteFaultTests() : FaultCompliance(new SqliteTestStore());
