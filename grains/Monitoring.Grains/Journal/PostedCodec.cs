using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Codec;

namespace Monitoring.Grains.Journal;

/// <summary>Data of a posting: what is present is told by bits, and what columns or other fields tell is left out.</summary>
internal static class PostedCodec
{
    [Flags]
    private enum Present : ushort
    {
        None = 0,
        Branch = 1,
        Channel = 2,
        Counterparty = 4,
        CounterpartyName = 8,
        Trace = 16,
        Teller = 32,
        ValueDate = 64,
        Reversal = 128,
        Narrative = 256,
        BalanceAfter = 512,
        Late = 1024,
        OtherCurrency = 2048,
    }

    public static void Encode(ByteWriter writer, Posted posted)
    {
        var posting = posted.Posting;
        var present = PresentOf(posted);
        writer.Unsigned((ushort)present);
        writer.Byte((byte)posted.Marks);
        writer.Text(posting.PostingId);
        writer.Signed(posting.BookedAt.TotalOffsetMinutes);
        // Nearly always 0 or 1: the business date is the booking's day or the next.
        writer.Signed(posting.BusinessDate.DayNumber - DayOf(posting.BookedAt));
        if (Has(Present.Branch)) writer.Text(posting.Branch);
        if (Has(Present.Channel)) writer.Byte((byte)posting.Channel!.Value);
        if (Has(Present.Counterparty)) writer.Text(posting.Counterparty);
        if (Has(Present.CounterpartyName)) writer.Text(posting.CounterpartyName);
        if (Has(Present.Trace)) writer.Text(posting.Trace);
        if (Has(Present.Teller)) writer.Text(posting.Teller);
        if (Has(Present.ValueDate)) writer.Signed(posting.ValueDate!.Value.DayNumber - posting.BusinessDate.DayNumber);
        if (Has(Present.Reversal))
        {
            writer.Text(posting.ReversalOf);
            writer.Signed(posted.Reversed!.Sequence);
            writer.Signed(posted.Reversed.BusinessDate.DayNumber);
        }

        if (Has(Present.Narrative)) writer.Text(posting.Narrative);
        // Nearly always ours; the difference wraps, and so does its way back.
        if (Has(Present.BalanceAfter)) writer.Signed(unchecked(posting.BalanceAfter!.Value - posted.BalanceAfter));
        if (Has(Present.Late)) writer.Signed(posted.PreviousLate);
        if (Has(Present.OtherCurrency)) writer.Text(posting.Currency);

        bool Has(Present field) => (present & field) != 0;
    }

    public static Posted Decode(ref ByteReader reader, JournalEntry entry, string account)
    {
        var present = (Present)reader.Unsigned();
        var marks = (PostingMarks)reader.Byte();
        var id = Id(reader.RequiredText());
        var bookedAt = ByteReader.InstantOf(unchecked(entry.HighWater - entry.Behind), reader.Int32());
        var businessDate = reader.Date(DayOf(bookedAt));
        if (entry.Amount is 0 or long.MinValue) throw new FormatException("The amount of a posting is neither a credit nor a debit.");
        var posting = new Posting
        {
            PostingId = id,
            Account = account,
            Direction = entry.Amount > 0 ? Direction.Credit : Direction.Debit,
            Amount = Math.Abs(entry.Amount),
            Currency = Currencies.Default,
            BookedAt = bookedAt,
            BusinessDate = businessDate,
            Branch = Has(Present.Branch) ? Id(reader.RequiredText()) : null,
            Channel = Has(Present.Channel) ? (Channel)reader.Byte() : null,
            Counterparty = Has(Present.Counterparty) ? Id(reader.RequiredText()) : null,
            CounterpartyName = Has(Present.CounterpartyName) ? reader.Text() : null,
            Trace = Has(Present.Trace) ? Id(reader.RequiredText()) : null,
            Teller = Has(Present.Teller) ? Id(reader.RequiredText()) : null,
            ValueDate = Has(Present.ValueDate) ? reader.Date(businessDate.DayNumber) : null,
            ReversalOf = Has(Present.Reversal) ? Id(reader.RequiredText()) : null,
            Key = PostingKey.Of(id),
            ContentHash = 0,
        };
        var reversed = Has(Present.Reversal) ? new ReversedPosting(reader.Signed(), reader.Date()) : null;
        posting = posting with
        {
            Narrative = Has(Present.Narrative) ? reader.Text() : null,
            BalanceAfter = Has(Present.BalanceAfter) ? unchecked(entry.BalanceAfter + reader.Signed()) : null,
        };
        var previousLate = Has(Present.Late) ? reader.Signed() : 0;
        if (Has(Present.OtherCurrency))
        {
            var code = reader.RequiredText();
            posting = posting with { Currency = Currencies.Find(code) ?? Id(code) };
        }

        posting = posting with { ContentHash = PostingContent.Hash(posting) };
        return new Posted(posting, entry.BalanceAfter, Has(Present.Late), reversed, previousLate, marks);

        bool Has(Present field) => (present & field) != 0;
    }

    /// <summary>An id of a length that its posting's content hash has room for.</summary>
    private static string Id(string text) =>
        text.Length <= Limits.IdLengthMax ? text : throw new FormatException($"An id of {text.Length} characters is longer than any that was stored.");

    private static int DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.DateTime).DayNumber;

    private static Present PresentOf(Posted posted)
    {
        var posting = posted.Posting;
        var present = Present.None;
        if (posting.Branch is not null) present |= Present.Branch;
        if (posting.Channel is not null) present |= Present.Channel;
        if (posting.Counterparty is not null) present |= Present.Counterparty;
        if (posting.CounterpartyName is not null) present |= Present.CounterpartyName;
        if (posting.Trace is not null) present |= Present.Trace;
        if (posting.Teller is not null) present |= Present.Teller;
        if (posting.ValueDate is not null) present |= Present.ValueDate;
        if (posting.ReversalOf is not null) present |= Present.Reversal;
        if (posting.Narrative is not null) present |= Present.Narrative;
        if (posting.BalanceAfter is not null) present |= Present.BalanceAfter;
        if (posted.Late) present |= Present.Late;
        if (posting.Currency != Currencies.Default) present |= Present.OtherCurrency;
        return present;
    }
}
