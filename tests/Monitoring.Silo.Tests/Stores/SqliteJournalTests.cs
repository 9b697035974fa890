namespace Monitoring.Silo.Tests.Stores;

public sealed class SqliteJournalTests() : JournalCompliance(new SqliteTestStore());
