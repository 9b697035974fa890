namespace Monitoring.Silo.Tests.Stores;

public sealed class PostgresJournalTests() : JournalCompliance(new PostgresTestStore());
