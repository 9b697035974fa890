using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Nodes;

/// <summary>A posting as it stands in the journal.</summary>
[GraphQLName("Posting")]
public sealed class PostingNode(long sequence, Posted posted)
{
    private readonly Posting _posting = posted.Posting;

    /// <summary>The sender's id.</summary>
    [GraphQLId]
    public string PostingId => _posting.PostingId;

    /// <summary>Its place.</summary>
    [GraphQLDescription("The posting's place in its account's journal, rising; other events of the account take places too.")]
    public long Sequence => sequence;

    /// <summary>Side.</summary>
    [GraphQLDescription("As the bank books a customer's deposit account: a credit raises it.")]
    public Direction Direction => _posting.Direction;

    /// <summary>Amount.</summary>
    [GraphQLDescription("Positive.")]
    public long Amount => _posting.Amount;

    /// <summary>When it was booked.</summary>
    public DateTimeOffset BookedAt => _posting.BookedAt;

    /// <summary>Business date.</summary>
    public DateOnly BusinessDate => _posting.BusinessDate;

    /// <summary>Value date.</summary>
    public DateOnly? ValueDate => _posting.ValueDate;

    /// <summary>Running balance after it.</summary>
    public long BalanceAfter => posted.BalanceAfter;

    /// <summary>Whether it came late.</summary>
    [GraphQLDescription("Booked earlier than a posting that was here before it.")]
    public bool Late => posted.Late;

    /// <summary>How it came about.</summary>
    public Channel? Channel => _posting.Channel;

    /// <summary>Where it was booked.</summary>
    [GraphQLDescription("The branch that booked it.")]
    public string? Branch => _posting.Branch;

    /// <summary>The other party's account.</summary>
    public string? Counterparty => _posting.Counterparty;

    /// <summary>The other party's name.</summary>
    public string? CounterpartyName => _posting.CounterpartyName;

    /// <summary>System trace number.</summary>
    public string? Trace => _posting.Trace;

    /// <summary>Staff id of the teller.</summary>
    public string? Teller => _posting.Teller;

    /// <summary>Narrative.</summary>
    public string? Narrative => _posting.Narrative;

    /// <summary>What it undoes.</summary>
    [GraphQLId]
    [GraphQLDescription("The posting this one undoes.")]
    public string? ReversalOf => _posting.ReversalOf;

    /// <summary>The posting of a journal entry; <c>null</c> when the entry is another event.</summary>
    internal static PostingNode? Of(StoredEntry entry, string account) =>
        entry.Entry.Kind == EntryKind.Posted && JournalCodec.Decode(entry, account) is Posted posted ? new PostingNode(
            entry.Sequence, posted) : null;
}
