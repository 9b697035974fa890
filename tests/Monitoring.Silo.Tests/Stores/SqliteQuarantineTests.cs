namespace Monitoring.Silo.Tests.Stores;

public sealed class SqliteQuarantineTests() : QuarantineCompliance(new SqliteTestStore());
