using System.Text;
using Monitoring.Contracts.Feed;
using Monitoring.Silo.Feed;
using Monitoring.Silo.Feed.Parsing;
using Monitoring.Silo.Tests.Feed.Fixtures;

namespace Monitoring.Silo.Tests.Feed;

/// <summary>Where a body is cut on its way here makes no difference, and whatever bytes come, reading them never throws.</summary>
public sealed class ChunkTests
{
    private const int LineBytesMax = 1_024;

    private readonly FeedBench _bench = new();

    [Theory]
    [InlineData(FeedFormat.NdJson)]
    [InlineData(FeedFormat.Json)]
    [InlineData(FeedFormat.Csv)]
    public async Task A_cut_at_any_byte_changes_nothing(FeedFormat format)
    {
        var body = Mixed(format);
        var whole = await ReadAsync(body, format, () => int.MaxValue);
        for (var cut = 1; cut < body.Length; cut++)
        {
            var at = cut;
            var isFirst = true;
            var lines = await ReadAsync(body, format, () => isFirst ? Once(ref isFirst, at) : int.MaxValue);
            Assert.Equal(whole, lines);
        }

        Assert.Equal(whole, await ReadAsync(body, format, () => 1));
    }

    [Theory]
    [InlineData(FeedFormat.NdJson)]
    [InlineData(FeedFormat.Json)]
    [InlineData(FeedFormat.Csv)]
    public async Task Pieces_of_any_length_change_nothing(FeedFormat format)
    {
        var random = new Random(7);
        var body = Mixed(format);
        var whole = await ReadAsync(body, format, () => int.MaxValue);
        for (var round = 0; round < 100; round++)
        {
            Assert.Equal(whole, await ReadAsync(body, format, () => random.Next(1, 700), isAsync: round % 4 == 0));
        }
    }

    [Theory]
    [InlineData(FeedFormat.NdJson)]
    [InlineData(FeedFormat.Json)]
    [InlineData(FeedFormat.Csv)]
    public async Task Damaged_bytes_are_answered_never_thrown(FeedFormat format)
    {
        var random = new Random(11);
        var postings = RandomPostings.Make(random, 20);
        byte[][] bodies = [RandomPostings.NdJson(postings), RandomPostings.Json(postings), RandomPostings.Csv(postings, random)];
        for (var round = 0; round < 1_500; round++)
        {
            var body = (byte[])bodies[(int)format].Clone();
            for (var damage = random.Next(1, 20); damage > 0; damage--) body[random.Next(body.Length)] = Damage(random);
            var bench = new FeedBench(options => options.MaxLineBytes = LineBytesMax);
            var result = await bench.TakeAsync(body[random.Next(10)..], format);
            Assert.True(result.Status is FeedStatus.Completed or FeedStatus.Unreadable or FeedStatus.LineTooLong,
                string.Join('\n', bench.Log.Entries));

            // The rest of a body that can't be cut into records is one rejection more than there are lines.
            Assert.InRange(result.Accepted + result.Duplicates + result.Rejected - result.Lines, 0, 1);
            Assert.Equal(result.Accepted, bench.Bank.PostingsApplied);
        }
    }

    private static int Once(ref bool isFirst, int length)
    {
        isFirst = false;
        return length;
    }

    private static byte Damage(Random random) => random.Next(3) switch
    {
        0 => (byte)random.Next(256),
        1 => "\"\\{}[],:\n\r"u8[random.Next(10)],
        _ => (byte)random.Next(' ', '~'),
    };

    private static byte[] Mixed(FeedFormat format)
    {
        var postings = RandomPostings.Make(new Random(5), 5);
        postings.Insert(2, new Dictionary<string, object?> { ["postingId"] = "BAD", ["amount"] = 0 });
        postings.Insert(4, new Dictionary<string, object?> { ["postingId"] = "LONG", ["narrative"] = new string('x', 2 * LineBytesMax) });
        byte[] mark = [0xEF, 0xBB, 0xBF];
        byte[] body = format switch
        {
            FeedFormat.NdJson => [.. RandomPostings.NdJson(postings), .. "{broken\r\n\r\n{}"u8],
            FeedFormat.Json => [.. RandomPostings.Json(postings)[..^1], .. ", 7 ,\n\n [ \"]\" ]\n, {\"a\":\"\\\"}\"} ]"u8],
            _ => [.. RandomPostings.Csv(postings, new Random(5)), .. "\"two\nlines\",x\r\n\r\nlast"u8],
        };
        return [.. mark, .. body];
    }

    private async Task<List<string>> ReadAsync(byte[] body, FeedFormat format, Func<int> nextLength, bool isAsync = false)
    {
        var stream = new PieceStream(body, nextLength, isAsync);
        var lines = await Readers.ReadAsync(stream, format, new PostingDraft(_bench.Rules), LineBytesMax);
        Assert.NotEmpty(lines);
        return [.. lines.Select(Describe)];
    }

    private static string Describe(FeedLine<Posting> line) =>
        line.Record is { } posting
            ? $"{line.Number} {posting}"
            : $"{line.Number} {line.Fault!.Code} {line.Fault.Field} {line.Fault.RecordId} {line.Fault.Message}";
}
