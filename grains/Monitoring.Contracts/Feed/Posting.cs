using Monitoring.Contracts.Ledger;
using Orleans;

namespace Monitoring.Contracts.Feed;

/// <summary>
/// One debit or credit to one account, as the core system booked it (记账分录), parsed and normalised: trimmed texts, known currency,
/// positive amount, business date resolved. Immutable; safe to share between threads.
/// </summary>
[GenerateSerializer, Alias("posting"), Immutable]
public sealed record Posting
{
    /// <summary>The sender's id, unique in the bank.</summary>
    [Id(0)] public required string PostingId { get; init; }

    /// <summary>Account or settlement account; one space of ids.</summary>
    [Id(1)] public required string Account { get; init; }

    /// <summary>Side, as booked on a customer's deposit account.</summary>
    [Id(2)] public required Direction Direction { get; init; }

    /// <summary>Minor units, positive.</summary>
    [Id(3)] public required long Amount { get; init; }

    /// <summary>ISO 4217.</summary>
    [Id(4)] public required string Currency { get; init; }

    /// <summary>When the core system booked it, with the sender's offset.</summary>
    [Id(5)] public required DateTimeOffset BookedAt { get; init; }

    /// <summary>The bank's business date: the sender's, or derived from <see cref="BookedAt"/> and the day cut-off.</summary>
    [Id(6)] public required DateOnly BusinessDate { get; init; }

    /// <summary>Branch where it was booked; need not be the account's.</summary>
    [Id(7)] public string? Branch { get; init; }

    /// <summary>How it came about, when told.</summary>
    [Id(8)] public Channel? Channel { get; init; }

    /// <summary>The other party's account, when told.</summary>
    [Id(9)] public string? Counterparty { get; init; }

    /// <summary>The other party's name; not part of the posting's identity.</summary>
    [Id(10)] public string? CounterpartyName { get; init; }

    /// <summary>System trace number of a card transaction.</summary>
    [Id(11)] public string? Trace { get; init; }

    /// <summary>Staff id of who posted by hand, or a nominal one of a system posting.</summary>
    [Id(12)] public string? Teller { get; init; }

    /// <summary>Value date, when told.</summary>
    [Id(13)] public DateOnly? ValueDate { get; init; }

    /// <summary>Id of the posting this one undoes.</summary>
    [Id(14)] public string? ReversalOf { get; init; }

    /// <summary>Free text; not part of the posting's identity.</summary>
    [Id(15)] public string? Narrative { get; init; }

    /// <summary>The source's own running balance after this posting, minor units, when told.</summary>
    [Id(16)] public long? BalanceAfter { get; init; }

    /// <summary>Key of <see cref="PostingId"/>.</summary>
    [Id(17)] public required PostingKey Key { get; init; }

    /// <summary>Hash of everything that makes the posting this posting; see <see cref="PostingContent"/>.</summary>
    [Id(18)] public required long ContentHash { get; init; }

    /// <summary>Amount with the sign of its effect on the balance, minor units.</summary>
    public long SignedAmount => Direction == Direction.Credit ? Amount : -Amount;

    /// <summary>Movements the customer started: any but interest, fees and reversals.</summary>
    public bool IsCustomerInitiated => Channel is not (Ledger.Channel.Interest or Ledger.Channel.Fee) && ReversalOf is null;
}
