using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;

namespace Monitoring.Domain.Tests.Support;

/// <summary>Makes postings and accounts with everything that is not said set to something ordinary.</summary>
public static class Make
{
    /// <summary>Id of the account that tests are about.</summary>
    public const string Account = "A-1";

    /// <summary>A posting of 09:00 on a day, with key, hash and business date as the feed would set them.</summary>
    public static Posting Posting(string id, Direction direction, long amount, DateTimeOffset at, Func<Posting, Posting>? with = null)
    {
        var posting = new Posting
        {
            PostingId = id,
            Account = Account,
            Direction = direction,
            Amount = amount,
            Currency = "CNY",
            BookedAt = at,
            BusinessDate = Books.Shanghai.BusinessDateOf(at),
            Key = PostingKey.Of(id),
            ContentHash = 0,
        };
        posting = with?.Invoke(posting) ?? posting;
        return posting with { ContentHash = PostingContent.Hash(posting) };
    }

    /// <summary>A credit.</summary>
    public static Posting Credit(string id, long amount, DateTimeOffset at, Func<Posting, Posting>? with = null) =>
        Posting(id, Direction.Credit, amount, at, with);

    /// <summary>A debit.</summary>
    public static Posting Debit(string id, long amount, DateTimeOffset at, Func<Posting, Posting>? with = null) =>
        Posting(id, Direction.Debit, amount, at, with);

    /// <summary>An instant in the bank's zone, <paramref name="days"/> after 1 March 2026, 09:00.</summary>
    public static DateTimeOffset At(double days) => new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.FromHours(8)).AddDays(days);

    /// <summary>An account as declared.</summary>
    public static AccountReference Declared(AccountKind kind = AccountKind.PersonalSavings) =>
        new() { Id = Account, Branch = "B001", Kind = kind, Currency = "CNY" };
}
