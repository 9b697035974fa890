using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Domain.Codec;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;

namespace Monitoring.Grains.Journal;

/// <summary>
/// Stored form of events. What columns hold (amount, balance, booking, sequence) is not in the data. Each kind's data begins with a format
/// number; formats are only ever added, and golden files hold every one. Encoding uses the caller's writer; decoding is thread-safe.
/// </summary>
public static class JournalCodec
{
    private const byte Format = 1;

    /// <summary>An event in stored form.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="highWater">Latest booking of the grain, this event included, UTC ticks.</param>
    /// <param name="balanceAfter">The grain's balance after it, minor units.</param>
    /// <param name="writer">Scratch space; reset here.</param>
    public static JournalEntry Encode(LedgerEvent happened, long highWater, long balanceAfter, ByteWriter writer)
    {
        writer.Reset();
        writer.Byte(Format);
        switch (happened)
        {
            case Posted posted:
                PostedCodec.Encode(writer, posted);
                var posting = posted.Posting;
                return new JournalEntry(
                    EntryKind.Posted, highWater, highWater - posting.BookedAt.UtcTicks, posting.SignedAmount, balanceAfter, writer.ToArray(),
                    posting.Key, posting.ContentHash, posting.ReversalOf is { } target ? PostingKey.Of(target) : null);
            case AccountOpened opened:
                writer.Byte(opened.ByPosting ? (byte)1 : (byte)0);
                ReferenceCodec.Encode(writer, opened.Reference);
                return Entry(EntryKind.AccountOpened);
            case AccountChanged changed:
                ReferenceCodec.Encode(writer, changed.Reference);
                return Entry(EntryKind.AccountChanged);
            case SettlementOpened opened:
                ReferenceCodec.Encode(writer, opened.Reference);
                return Entry(EntryKind.SettlementOpened);
            case SettlementChanged changed:
                ReferenceCodec.Encode(writer, changed.Reference);
                return Entry(EntryKind.SettlementChanged);
            case BranchDeclared declared:
                writer.Text(declared.Reference.Id);
                writer.Text(declared.Reference.Parent);
                writer.Text(declared.Reference.Name);
                return Entry(EntryKind.BranchDeclared);
            case DayClosed closed:
                writer.Signed(closed.Date.DayNumber);
                return Entry(EntryKind.DayClosed);
            case AlertChanged changed:
                writer.Byte((byte)changed.Kind);
                writer.Signed(changed.At.UtcTicks);
                writer.Signed(changed.At.TotalOffsetMinutes);
                writer.Text(changed.Actor);
                writer.Text(changed.Note);
                AlertCodec.Encode(writer, changed.Alert);
                return Entry(EntryKind.AlertChanged);
            case ModelScored scored:
                writer.Fixed64(BitConverter.DoubleToInt64Bits(scored.Score));
                writer.Text(scored.ModelVersion);
                return Entry(EntryKind.ModelScored);
            default:
                throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "The event has no stored form.");
        }

        JournalEntry Entry(EntryKind kind) => new(kind, highWater, 0, 0, balanceAfter, writer.ToArray());
    }

    /// <summary>The event of a stored entry.</summary>
    /// <param name="stored">The entry.</param>
    /// <param name="grainId">Id of the grain it belongs to.</param>
    /// <exception cref="FormatException">The data is damaged or of a later version of the program.</exception>
    public static LedgerEvent Decode(StoredEntry stored, string grainId)
    {
        var reader = new ByteReader(stored.Entry.Data.Span);
        var format = reader.Byte();
        if (format != Format) throw new FormatException($"Journal format {format} is not known; {Format} is the latest this program knows.");
        LedgerEvent happened = stored.Entry.Kind switch
        {
            EntryKind.Posted => PostedCodec.Decode(ref reader, stored.Entry, grainId),
            EntryKind.AccountOpened => Opened(ref reader),
            EntryKind.AccountChanged => new AccountChanged(ReferenceCodec.DecodeAccount(ref reader)),
            EntryKind.SettlementOpened => new SettlementOpened(ReferenceCodec.DecodeSettlement(ref reader)),
            EntryKind.SettlementChanged => new SettlementChanged(ReferenceCodec.DecodeSettlement(ref reader)),
            EntryKind.BranchDeclared => Branch(ref reader),
            EntryKind.DayClosed => new DayClosed(reader.Date()),
            EntryKind.AlertChanged => Alert(ref reader),
            EntryKind.ModelScored => new ModelScored(BitConverter.Int64BitsToDouble(reader.Fixed64()), reader.RequiredText()),
            _ => throw new FormatException($"Journal entry kind {(byte)stored.Entry.Kind} is not known."),
        };
        return reader.AtEnd ? happened : throw new FormatException($"A journal entry of kind {stored.Entry.Kind} is longer than its event.");
    }

    /// <summary>The alert within an entry of kind <see cref="EntryKind.AlertChanged"/>, as its own codec wrote it.</summary>
    /// <exception cref="FormatException">The data is damaged.</exception>
    public static ReadOnlySpan<byte> AlertRecord(StoredEntry stored)
    {
        var reader = new ByteReader(stored.Entry.Data.Span);
        reader.Byte();
        reader.Byte();
        reader.Instant();
        reader.Text();
        reader.Text();
        return reader.Rest();
    }

    private static AccountOpened Opened(ref ByteReader reader)
    {
        var byPosting = reader.Byte() == 1;
        return new AccountOpened(ReferenceCodec.DecodeAccount(ref reader), byPosting);
    }

    private static BranchDeclared Branch(ref ByteReader reader)
    {
        var (id, parent, name) = (reader.RequiredText(), reader.Text(), reader.RequiredText());
        return new BranchDeclared(new BranchReference { Id = id, Parent = parent, Name = name });
    }

    private static AlertChanged Alert(ref ByteReader reader)
    {
        var kind = (AlertChangeKind)reader.Byte();
        var at = reader.Instant();
        var (actor, note) = (reader.Text(), reader.Text());
        return new AlertChanged(AlertCodec.Decode(ref reader), kind, at, actor, note);
    }
}
