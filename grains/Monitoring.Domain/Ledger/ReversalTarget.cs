using Monitoring.Contracts.Feed;

namespace Monitoring.Domain.Ledger;

/// <summary>The posting that a reversal names, as looked up.</summary>
/// <param name="Sequence">Its sequence in this account's journal.</param>
/// <param name="Posting">The posting.</param>
/// <param name="Reversed">Whether it is reversed already.</param>
public sealed record ReversalTarget(long Sequence, Posting Posting, bool Reversed);
