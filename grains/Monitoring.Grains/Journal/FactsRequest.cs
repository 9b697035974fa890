using Monitoring.Contracts.Feed;

namespace Monitoring.Grains.Journal;

/// <summary>
/// What a grain must know from outside its state to decide its queued commands, asked in one batched read. The reader fills the answers,
/// index by index, from one committed snapshot of the store.
/// </summary>
public sealed class FactsRequest
{
    /// <summary>The grain's number in the store; 0 while it has none.</summary>
    public required long GrainKey { get; init; }

    /// <summary>Posting ids to look up: those of the postings first, then of the targets of reversals.</summary>
    public required PostingKey[] Postings { get; init; }

    /// <summary>Answers to <see cref="Postings"/>; <c>null</c> where not known.</summary>
    public required KnownPosting?[] Known { get; init; }

    /// <summary>Parties to look up for this grain.</summary>
    public long[] Parties { get; init; } = [];

    /// <summary>Answers to <see cref="Parties"/>: latest booking in UTC ticks, 0 when the store knows none.</summary>
    public long[] PartiesLastSeen { get; init; } = [];

    /// <summary>Traces of which the oldest open item of this settlement account with the opposite amount is asked.</summary>
    public TraceQuery[] Traces { get; init; } = [];

    /// <summary>Answers to <see cref="Traces"/>; <c>null</c> where there is none.</summary>
    public OpenItem?[] Items { get; init; } = [];
}
