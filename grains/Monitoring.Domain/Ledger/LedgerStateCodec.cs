using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Domain.Codec;
using Monitoring.Domain.Detection;

namespace Monitoring.Domain.Ledger;

/// <summary>
/// Binary form of a whole state, for snapshots. The same state gives the same bytes, so that a snapshot can be compared with a replay.
/// A snapshot of another format is not read: the journal is the truth and the state is folded from it again.
/// </summary>
public static class LedgerStateCodec
{
    // 2: the memory of the model's features.
    private const byte Format = 2;

    /// <summary>Bytes up to which the buffer of a thread is kept: a busy account's snapshot with a few alerts.</summary>
    private const int KeptBytesMax = 64 * 1024;

    // A snapshot is made every few dozen events of every account.
    [ThreadStatic]
    private static ByteWriter? _kept;

    /// <summary>The state as bytes.</summary>
    public static byte[] Encode(LedgerState state)
    {
        var writer = _kept ??= new ByteWriter();
        writer.Reset();
        Encode(writer, state);
        if (writer.Length > KeptBytesMax) _kept = null;
        return writer.ToArray();
    }

    /// <summary>Reads what <see cref="Encode(LedgerState)"/> wrote; <c>null</c> when it is of another format.</summary>
    /// <exception cref="FormatException">The bytes are damaged.</exception>
    public static LedgerState? Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        if (reader.Byte() != Format) return null;
        var parts = reader.Byte();
        var state = new LedgerState
        {
            Account = (parts & 1) == 0 ? null : ReferenceCodec.DecodeAccount(ref reader),
            Settlement = (parts & 2) == 0 ? null : ReferenceCodec.DecodeSettlement(ref reader),
            Provisional = (parts & 4) != 0,
            Sequence = reader.Signed(),
            PostingSequence = reader.Signed(),
            PostingCount = reader.Signed(),
            Balance = reader.Signed(),
            HighWater = reader.Signed(),
            HighWaterOffset = reader.Int16(),
            FirstPosting = reader.Signed(),
            LastCustomerMovement = reader.Signed(),
            LastLate = reader.Signed(),
        };
        var lastClosed = reader.Int32();
        state.LastClosed = lastClosed < 0 ? null : ByteReader.DateOf(lastClosed);
        state.Restore(DayBook.Decode(ref reader), DetectionState.Decode(ref reader));
        if (!reader.AtEnd) throw new FormatException("A snapshot is longer than its state.");
        return state;
    }

    private static void Encode(ByteWriter writer, LedgerState state)
    {
        writer.Byte(Format);
        writer.Byte((byte)((state.Account is null ? 0 : 1) | (state.Settlement is null ? 0 : 2) | (state.Provisional ? 4 : 0)));
        if (state.Account is { } account) ReferenceCodec.Encode(writer, account);
        if (state.Settlement is { } settlement) ReferenceCodec.Encode(writer, settlement);
        writer.Signed(state.Sequence);
        writer.Signed(state.PostingSequence);
        writer.Signed(state.PostingCount);
        writer.Signed(state.Balance);
        writer.Signed(state.HighWater);
        writer.Signed(state.HighWaterOffset);
        writer.Signed(state.FirstPosting);
        writer.Signed(state.LastCustomerMovement);
        writer.Signed(state.LastLate);
        writer.Signed(state.LastClosed?.DayNumber ?? -1);
        state.Days.Encode(writer);
        state.Detection.Encode(writer);
    }
}
