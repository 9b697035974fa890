namespace Monitoring.Silo.Journal;

/// <summary>What a walk along a grain's chain needs of an entry; see the schema.</summary>
internal readonly record struct EntryLinks(
    long Position, long Grain, long Sequence, long Previous, long Jump, long HighWater, long Behind, long Late, long Amount,
    long BalanceAfter);
