namespace Monitoring.Silo.Tests.Stores;

public sealed class PostgresBankTests() : BankCompliance(new PostgresTestStore());
