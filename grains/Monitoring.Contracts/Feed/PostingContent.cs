using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Monitoring.Contracts.Ledger;

namespace Monitoring.Contracts.Feed;

/// <summary>
/// The hash that tells a repeated posting from one that carries the same id and says something else: every field but narrative and
/// counterparty name, normalised (the instant without its offset, the trace without leading zeros).
/// </summary>
public static class PostingContent
{
    /// <summary>Room for all fields at their longest (<see cref="Limits"/>), in UTF-16, with a length before each text.</summary>
    private const int BufferBytes = 1_024;

    /// <summary>The first 64 bits of a SHA-256 over the normalised fields of a posting, whose hash need not be set yet.</summary>
    public static long Hash(Posting posting) => Hash(new PostingIdentity
    {
        Account = posting.Account,
        Direction = posting.Direction,
        Amount = posting.Amount,
        Currency = posting.Currency,
        BookedAt = posting.BookedAt,
        BusinessDate = posting.BusinessDate,
        Branch = posting.Branch,
        Channel = posting.Channel,
        Counterparty = posting.Counterparty,
        Trace = posting.Trace,
        Teller = posting.Teller,
        ValueDate = posting.ValueDate,
        ReversalOf = posting.ReversalOf,
        BalanceAfter = posting.BalanceAfter,
    });

    /// <summary>The same of a posting that is not made yet.</summary>
    public static long Hash(in PostingIdentity posting)
    {
        Span<byte> buffer = stackalloc byte[BufferBytes];
        var length = 0;
        Put(buffer, ref length, (byte)posting.Direction);
        Put(buffer, ref length, posting.Amount);
        Put(buffer, ref length, posting.BookedAt.UtcTicks);
        Put(buffer, ref length, posting.BusinessDate.DayNumber);
        Put(buffer, ref length, posting.Channel is { } channel ? (long)channel : -1);
        Put(buffer, ref length, posting.ValueDate is { } date ? date.DayNumber : -1);
        Put(buffer, ref length, posting.BalanceAfter is null ? 0 : 1);
        Put(buffer, ref length, posting.BalanceAfter ?? 0);
        Put(buffer, ref length, posting.Account);
        Put(buffer, ref length, posting.Currency);
        Put(buffer, ref length, posting.Branch);
        Put(buffer, ref length, posting.Counterparty);
        Put(buffer, ref length, posting.Trace.AsSpan().TrimStart('0'), posting.Trace is null);
        Put(buffer, ref length, posting.Teller);
        Put(buffer, ref length, posting.ReversalOf);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer[..length], hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }

    private static void Put(Span<byte> buffer, ref int length, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(buffer[length..], value);
        length += sizeof(long);
    }

    private static void Put(Span<byte> buffer, ref int length, string? text) => Put(buffer, ref length, text.AsSpan(), text is null);

    private static void Put(Span<byte> buffer, ref int length, ReadOnlySpan<char> text, bool absent)
    {
        BinaryPrimitives.WriteInt16LittleEndian(buffer[length..], absent ? (short)-1 : (short)text.Length);
        length += sizeof(short);
        var bytes = MemoryMarshal.AsBytes(text);
        bytes.CopyTo(buffer[length..]);
        length += bytes.Length;
    }
}
