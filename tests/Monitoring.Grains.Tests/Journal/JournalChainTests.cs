using System.Numerics;
using Monitoring.Grains.Journal;

namespace Monitoring.Grains.Tests.Journal;

public sealed class JournalChainTests
{
    private const int Key = 7;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(200)]
    public void Every_entry_reaches_every_earlier_one_in_few_steps(int length)
    {
        var chain = Chain.Of(length, seed: length);
        for (var from = 1L; from <= length; from++)
        {
            for (var to = 1L; to <= from; to++)
            {
                AssertReached(chain, from, to);
            }
        }
    }

    [Fact]
    public void Long_chains_too()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        var random = new Random(seed);
        var chain = Chain.Of(100_000 + random.Next(50_000), seed);
        for (var i = 0; i < 5_000; i++)
        {
            var from = random.NextInt64(1, chain.Length + 1);
            AssertReached(chain, from, random.NextInt64(1, from + 1));
        }
    }

    [Fact]
    public void Jumps_of_the_head_are_those_that_following_the_stored_links_gives()
    {
        var chain = Chain.Of(3_000, seed: 5);
        foreach (var head in chain.Heads)
        {
            var expected = new List<long>();
            for (var sequence = JournalChain.JumpSequence(head.Sequence); sequence > 0; sequence = JournalChain.JumpSequence(sequence))
            {
                expected.Add(chain.PositionOf(sequence));
            }

            Assert.Equal(expected, head.Jumps());
            Assert.Equal((Key, chain.PositionOf(head.Sequence)), (head.Key, head.Position));
            Assert.True(head.JumpCount <= BitOperations.Log2((ulong)head.Sequence));
        }
    }

    [Fact]
    public void Appending_leaves_the_head_before_it_as_it_was()
    {
        var head = JournalChain.Append(GrainHead.None, Key, 10, out _);
        for (var position = 11; position < 40; position++)
        {
            var jumps = head.Jumps();
            var next = JournalChain.Append(head, Key, position, out _);
            Assert.Equal(jumps, head.Jumps());
            head = next;
        }

        Assert.Empty(GrainHead.None.Jumps());
    }

    [Fact]
    public void A_copy_of_a_head_stays_as_it_was_however_many_entries_follow()
    {
        var head = GrainHead.None;
        var kept = new List<(GrainHead Head, long[] Jumps)>();
        for (var position = 1; position < 300; position++)
        {
            head = JournalChain.Append(head, Key, position, out _);
            kept.Add((head.Apart(), head.Jumps()));
        }

        Assert.All(kept, copy => Assert.Equal(copy.Jumps, copy.Head.Jumps()));
    }

    [Fact]
    public void A_head_in_the_room_of_one_before_goes_on_like_one_in_its_own()
    {
        var (plain, kept, position) = (GrainHead.None, GrainHead.None, 1L);
        for (var entries = 1; position < 3_000; entries = (entries % 5) + 1)
        {
            // A commit of several entries is planned apart, so that it can be planned again.
            var planned = entries == 1 ? kept : kept.Apart();
            for (var i = 0; i < entries; i++, position++)
            {
                plain = JournalChain.Append(plain, Key, position, out var jump);
                planned = JournalChain.Append(planned, Key, position, out var plannedJump);
                Assert.Equal(jump, plannedJump);
            }

            kept = planned.InRoomOf(kept);
            Assert.Equal((plain.Sequence, plain.Position), (kept.Sequence, kept.Position));
            Assert.Equal(plain.Jumps(), kept.Jumps());
        }
    }

    [Fact]
    public void A_head_that_was_read_goes_on_like_one_that_grew()
    {
        var grown = GrainHead.None;
        for (var position = 1L; position < 300; position++)
        {
            var read = new GrainHead(grown.Key, grown.Sequence, grown.Position, grown.Jumps());
            grown = JournalChain.Append(grown, Key, position, out var jump);
            var next = JournalChain.Append(read, Key, position, out var jumpOfRead);
            Assert.Equal((jump, grown.Sequence, grown.Position), (jumpOfRead, next.Sequence, next.Position));
            Assert.Equal(grown.Jumps(), next.Jumps());
        }
    }

    [Fact]
    public void A_head_with_too_few_jumps_is_refused() => Assert.Throws<ArgumentException>(() => new GrainHead(Key, 7, 100, 90));

    /// <summary>Goes back from an entry by its two links alone, as the store does: far when that does not pass the target, else one.</summary>
    private static void AssertReached(Chain chain, long from, long to)
    {
        var (sequence, position, steps) = (from, chain.PositionOf(from), 0);
        while (sequence > to)
        {
            var (previous, jump) = chain.LinksAt(position);
            var far = JournalChain.JumpSequence(sequence);
            (sequence, position) = far >= to ? (far, jump) : (sequence - 1, previous);
            steps++;
        }

        var log = BitOperations.Log2((ulong)from) + 1;
        Assert.Equal((to, chain.PositionOf(to)), (sequence, position));
        Assert.True(steps <= log * log, $"{steps} steps from {from} to {to}.");
    }

    private sealed class Chain
    {
        private readonly Dictionary<long, (long Previous, long Jump)> _links = [];

        public List<GrainHead> Heads { get; } = [];

        public long Length => Heads.Count;

        public static Chain Of(int length, int seed)
        {
            var (chain, random, position) = (new Chain(), new Random(seed), 0L);
            var head = GrainHead.None;
            for (var i = 0; i < length; i++)
            {
                // Other grains' entries lie between.
                position += random.Next(1, 50);
                var previous = head.Position;
                head = JournalChain.Append(head, Key, position, out var jump);
                chain._links[position] = (previous, jump);
                chain.Heads.Add(head.Apart());
            }

            return chain;
        }

        public long PositionOf(long sequence) => Heads[(int)sequence - 1].Position;

        public (long Previous, long Jump) LinksAt(long position) => _links[position];
    }
}
