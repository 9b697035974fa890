using System.Globalization;

namespace Monitoring.Api.Tests.Support;

/// <summary>A small bank: two branches below head office, a sub-branch, and records to send.</summary>
internal static class Bank
{
    private static int _next;

    public static object[] Branches { get; } =
    [
        new { type = "branch", id = "HQ", name = "县联社" },
        new { type = "branch", id = "B001", parent = "HQ", name = "清河信用社" },
        new { type = "branch", id = "B001-01", parent = "B001", name = "清河第1分社" },
        new { type = "branch", id = "B002", parent = "HQ", name = "东山信用社" },
    ];

    public static object Account(string id, string branch, string kind = "personalSavings", long opening = 0, string? ownerStaff = null)
    {
        const string opened = "2020-01-05T09:00:00+08:00";
        var (openedBy, currency, type) = ("marketed", "CNY", "account");
        return new { type, id, branch, kind, currency, openedAt = opened, openedBy, openingBalance = opening, ownerStaff };
    }

    public static object Settlement(string id, string branch) =>
        new { type = "settlementAccount", id, branch, kind = "cardClearingPayable", currency = "CNY" };

    /// <summary>A posting, a minute after the one before unless told.</summary>
    public static object Posting(
        string account, long amount, string? id = null, string? channel = "online", string? counterparty = null, string? teller = null,
        string? trace = null, long? balanceAfter = null, DateTimeOffset? bookedAt = null, string? reversalOf = null)
    {
        var number = Interlocked.Increment(ref _next);
        var booked = bookedAt ?? TestServer.Start.AddHours(-6).AddSeconds(number);
        return new
        {
            postingId = id ?? string.Create(CultureInfo.InvariantCulture, $"P-{number:D6}"),
            account,
            direction = amount > 0 ? "credit" : "debit",
            amount = Math.Abs(amount),
            currency = "CNY",
            bookedAt = booked.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
            branch = "B001",
            channel,
            counterparty,
            teller,
            trace,
            balanceAfter,
            reversalOf,
        };
    }
}
