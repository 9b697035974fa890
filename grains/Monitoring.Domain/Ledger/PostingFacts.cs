namespace Monitoring.Domain.Ledger;

/// <summary>What a decision on a posting must know from outside the account's state.</summary>
/// <param name="Known">What is known of its id.</param>
/// <param name="Target">The posting it reverses, when it is known and of this account.</param>
/// <param name="TargetElsewhere">Whether the posting it reverses is known, but of another account.</param>
/// <param name="TargetArchived">Whether the posting it reverses is known and of this account, but archived.</param>
/// <param name="PartyLastSeen">Latest booking with its party that the store knows, UTC ticks; 0 for none.</param>
public readonly record struct PostingFacts(
    PostingKnowledge Known = PostingKnowledge.New, ReversalTarget? Target = null, bool TargetElsewhere = false,
    bool TargetArchived = false, long PartyLastSeen = 0);
