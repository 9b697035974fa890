using Monitoring.Contracts.Ledger;

namespace Monitoring.Grains.Journal;

/// <summary>What a grain needs to wake up.</summary>
/// <param name="Head">Where its journal ends; <see cref="GrainHead.None"/> when the id is free.</param>
/// <param name="Kind">Kind under which the id is known; <c>null</c> when the id is free.</param>
/// <param name="Tail">Its entries after the sequence asked for, in order.</param>
public sealed record GrainLoad(GrainHead Head, GrainKind? Kind, IReadOnlyList<StoredEntry> Tail);
