namespace Monitoring.Models.Simulation;

/// <summary>One posting as the simulated core system booked it; the properties are the fields of the feed format.</summary>
public sealed record SimulatedPosting
{
    /// <summary>Unique in the bank; grows with time unless <see cref="PostingIdScheme.Random"/> is chosen.</summary>
    public required string PostingId { get; init; }

    /// <summary>The account's (or settlement account's) id.</summary>
    public required string Account { get; init; }

    /// <summary>Debit or credit.</summary>
    public required FeedDirection Direction { get; init; }

    /// <summary>Minor units, above zero.</summary>
    public required long Amount { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>With the bank's offset; strictly increasing over a run, in whole milliseconds.</summary>
    public required DateTimeOffset BookedAt { get; init; }

    /// <summary>Where it was booked; not always the account's own branch.</summary>
    public required string Branch { get; init; }

    /// <summary>How it was booked.</summary>
    public required FeedChannel Channel { get; init; }

    /// <summary>Account number of the other party, inside or outside the bank.</summary>
    public string? Counterparty { get; init; }

    /// <summary>Name of the other party.</summary>
    public string? CounterpartyName { get; init; }

    /// <summary>System trace number of a card transaction, six digits.</summary>
    public string? Trace { get; init; }

    /// <summary>Staff id, on counter postings.</summary>
    public string? Teller { get; init; }

    /// <summary>Day from which interest counts, where the source gives it.</summary>
    public DateOnly? ValueDate { get; init; }

    /// <summary>Id of the posting this one undoes.</summary>
    public string? ReversalOf { get; init; }

    /// <summary>Free text.</summary>
    public string? Narrative { get; init; }

    /// <summary>The source's own running balance, minor units; exact except where a balance break is planted.</summary>
    public required long BalanceAfter { get; init; }

    /// <summary>The planted case this posting belongs to; never part of the feed.</summary>
    public string? CaseId { get; init; }

    /// <summary>The event of an ordinary life this posting belongs to; never part of the feed.</summary>
    public LifeEventKind LifeEvent { get; init; }

    /// <summary>
    /// Set on the first posting of an account that was opened while an endless run lives: its reference record, to be fed first.
    /// Always null in a run of a given length, whose reference names every account.
    /// </summary>
    public SimulatedAccount? Opens { get; init; }

    /// <summary>Amount with its sign: credit above zero.</summary>
    public long Signed => Direction == FeedDirection.Credit ? Amount : -Amount;
}
