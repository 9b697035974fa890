namespace Monitoring.Silo.Tests.Stores;

/// <summary>The same with parts of posting ids that are full after two.</summary>
public sealed class PostgresIdPartsJournalTests()
    : JournalCompliance(new PostgresTestStore(configure: static options => options.IdPartEntries = 2));
