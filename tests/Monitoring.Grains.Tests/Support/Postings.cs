using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;

namespace Monitoring.Grains.Tests.Support;

/// <summary>Makes postings as the feed would.</summary>
internal static class Postings
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    public static Posting Of(
        string id, string account, long signed, DateTimeOffset? at = null, string? reversalOf = null, string? counterparty = null,
        string? trace = null, long? balanceAfter = null, string? branch = "B001")
    {
        var bookedAt = at ?? Start;
        var posting = new Posting
        {
            PostingId = id,
            Account = account,
            Direction = signed > 0 ? Direction.Credit : Direction.Debit,
            Amount = Math.Abs(signed),
            Currency = "CNY",
            BookedAt = bookedAt,
            BusinessDate = Bank.Calendar.BusinessDateOf(bookedAt),
            Branch = branch,
            Channel = Channel.Transfer,
            Counterparty = counterparty,
            Trace = trace,
            ReversalOf = reversalOf,
            BalanceAfter = balanceAfter,
            Key = PostingKey.Of(id),
            ContentHash = 0,
        };
        return posting with { ContentHash = PostingContent.Hash(posting) };
    }
}
