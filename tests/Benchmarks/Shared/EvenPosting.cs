using System.Text;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Calendar;

namespace Monitoring.Benchmarks.Shared;

/// <summary>One posting of an even bank, as a line for the feed or as grains get it.</summary>
internal readonly record struct EvenPosting
{
    /// <summary>Its id.</summary>
    public required string PostingId { get; init; }

    /// <summary>The account's id.</summary>
    public required string Account { get; init; }

    /// <summary>Credit or debit.</summary>
    public required bool IsCredit { get; init; }

    /// <summary>Minor units.</summary>
    public required long Amount { get; init; }

    /// <summary>When it was booked.</summary>
    public required DateTimeOffset BookedAt { get; init; }

    /// <summary>Where it was booked.</summary>
    public required string Branch { get; init; }

    /// <summary>The other party; none on the settlement account.</summary>
    public string? Counterparty { get; init; }

    /// <summary>Trace number; only on the settlement account.</summary>
    public string? Trace { get; init; }

    /// <summary>A line of NDJSON.</summary>
    public byte[] ToLine()
    {
        var direction = IsCredit ? "credit" : "debit";
        var channel = Trace is null ? "transfer" : "clearing";
        var more = Trace is null ? $"\"counterparty\":\"{Counterparty}\"" : $"\"trace\":\"{Trace}\"";
        return Encoding.UTF8.GetBytes(Report.Text($$"""{"postingId":"{{PostingId}}","account":"{{Account}}","direction":"{{direction}}","amount":{{Amount}},"currency":"CNY","bookedAt":"{{BookedAt:yyyy-MM-ddTHH:mm:ss.fffzzz}}","branch":"{{Branch}}","channel":"{{channel}}",{{more}}}""") + "\n");
    }

    /// <summary>The posting as the feed would hand it to its account.</summary>
    public Posting ToPosting(BankCalendar calendar)
    {
        var posting = new Posting
        {
            PostingId = PostingId,
            Account = Account,
            Direction = IsCredit ? Direction.Credit : Direction.Debit,
            Amount = Amount,
            Currency = "CNY",
            BookedAt = BookedAt,
            BusinessDate = calendar.BusinessDateOf(BookedAt),
            Branch = Branch,
            Channel = Trace is null ? Channel.Transfer : Channel.Clearing,
            Counterparty = Counterparty,
            Trace = Trace,
            Key = PostingKey.Of(PostingId),
            ContentHash = 0,
        };
        return posting with { ContentHash = PostingContent.Hash(posting) };
    }
}
