namespace Monitoring.Benchmarks.Stores;

/// <summary>What one transaction of the bare yardsticks writes.</summary>
/// <param name="Entries">Rows of <c>journal</c>, as the body of a COPY.</param>
/// <param name="Ids">Rows of <c>posting_id</c> in the order of keys, likewise.</param>
/// <param name="Heads">The columns of the update of <c>grain_head</c>.</param>
internal sealed record WrittenGroup(byte[] Entries, byte[] Ids, long[][] Heads);
