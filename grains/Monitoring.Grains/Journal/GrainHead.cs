namespace Monitoring.Grains.Journal;

/// <summary>
/// Where a grain's journal ends. The journal is one append-only table in commit order; a grain's entries are found from its end, each
/// naming the position of the one before and of one further back (<see cref="JournalChain"/>), so that no index grows with history.
/// </summary>
/// <param name="Key">The store's number for the grain; 0 while it has no entry.</param>
/// <param name="Sequence">Sequence of its last entry; 0 while it has none.</param>
/// <param name="Position">Position of its last entry in the journal; 0 while it has none.</param>
/// <param name="Jumps">
/// Positions of the entries <c>s &amp; (s - 1)</c>, and so on down to the last before 0, of <c>s = Sequence</c>: nearest first. Needed to
/// link the next entries; at most 64 of them.
/// </param>
public sealed record GrainHead(long Key, long Sequence, long Position, long[] Jumps)
{
    /// <summary>The head of a grain without entries.</summary>
    public static GrainHead None { get; } = new(0, 0, 0, []);
}
