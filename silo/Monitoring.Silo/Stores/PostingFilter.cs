using System.Runtime.InteropServices;

namespace Monitoring.Silo.Stores;

/// <summary>
/// Tells of most posting ids that they are not in a set, and never of one that is in it: a Bloom filter whose bits for an id are in one line of
/// the processor's cache. Adding is for one thread; asking for any, when nobody adds any more.
/// </summary>
internal sealed class PostingFilter
{
    /// <summary>Bits an id: of those that are not in the set, one in eighty may be.</summary>
    private const int BitsPerId = 10;

    /// <summary>Largest filter, bytes: for more than 200 million ids it errs more often.</summary>
    private const long BytesMax = 256L << 20;

    /// <summary>A line of the cache: 512 bits.</summary>
    private const int BlockWords = 8;

    /// <summary>Bits set for an id, each told by nine bits of its hash.</summary>
    private const int Marks = 6;
    private const int MarkBits = 9;

    private readonly ulong[] _words;
    private readonly ulong _blocks;

    /// <param name="ids">How many will be added.</param>
    public PostingFilter(long ids)
        : this(new ulong[BlocksFor(ids) * BlockWords])
    {
    }

    private PostingFilter(ulong[] words) => (_words, _blocks) = (words, (ulong)(words.Length / BlockWords));

    /// <summary>Reads what <see cref="ToBytes"/> wrote; <c>null</c> when that is not one.</summary>
    public static PostingFilter? Read(ReadOnlySpan<byte> bytes)
    {
        const int blockBytes = BlockWords * sizeof(ulong);
        return bytes.Length == 0 || bytes.Length % blockBytes != 0 ? null : new PostingFilter(MemoryMarshal.Cast<byte, ulong>(bytes).ToArray());
    }

    /// <summary>Its stored form, in the machine's order of bytes: little-endian on all that .NET's servers run on.</summary>
    public byte[] ToBytes() => MemoryMarshal.AsBytes(_words.AsSpan()).ToArray();

    /// <summary>Adds an id.</summary>
    public void Add(UInt128 key)
    {
        var hash = Hash.Of(key);
        var block = Block(hash);
        for (var mark = 0; mark < Marks; mark++)
        {
            var bit = hash.Mark(mark);
            block[bit >> 6] |= 1UL << (bit & 63);
        }
    }

    /// <summary>Whether an id may be in the set; when not, it surely is not.</summary>
    public bool MayHold(in Hash hash)
    {
        var block = Block(hash);
        for (var mark = 0; mark < Marks; mark++)
        {
            var bit = hash.Mark(mark);
            if ((block[bit >> 6] & (1UL << (bit & 63))) == 0) return false;
        }

        return true;
    }

    private static long BlocksFor(long ids)
    {
        const int blockBits = BlockWords * sizeof(ulong) * 8;
        var blocks = Math.Max(1, (ids * BitsPerId / blockBits) + 1);
        return Math.Min(blocks, BytesMax * 8 / blockBits);
    }

    private Span<ulong> Block(in Hash hash) =>
        _words.AsSpan((int)Math.BigMul(hash.Place, _blocks, out _) * BlockWords, BlockWords);

    /// <summary>What filters need of an id; the same for all of them.</summary>
    /// <param name="Place">Tells the block.</param>
    /// <param name="Bits">Tells the bits in it.</param>
    internal readonly record struct Hash(ulong Place, ulong Bits)
    {
        /// <summary>Of a posting's key, whose lower half is hash already.</summary>
        public static Hash Of(UInt128 key)
        {
            unchecked
            {
                var place = (ulong)key ^ ((ulong)(key >> 64) * 0x9E3779B97F4A7C15UL);
                var bits = (place ^ (place >> 30)) * 0xBF58476D1CE4E5B9UL;
                bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBUL;
                return new Hash(place, bits ^ (bits >> 31));
            }
        }

        /// <summary>Number of a bit in the block.</summary>
        public int Mark(int mark) => (int)((Bits >> (mark * MarkBits)) & ((1UL << MarkBits) - 1));
    }
}
