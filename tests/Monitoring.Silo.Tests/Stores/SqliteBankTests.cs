namespace Monitoring.Silo.Tests.Stores;

public sealed class SqliteBankTests() : BankCompliance(new SqliteTestStore());
