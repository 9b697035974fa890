namespace Monitoring.Silo.Tests.Stores;

public sealed class PostgresQuarantineTests() : QuarantineCompliance(new PostgresTestStore());
