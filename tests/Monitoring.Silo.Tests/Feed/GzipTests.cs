using System.Text;
using Monitoring.Contracts.Feed;
using Monitoring.Silo.Feed;
using Monitoring.Silo.Feed.Parsing;
using Monitoring.Silo.Tests.Feed.Fixtures;

namespace Monitoring.Silo.Tests.Feed;

public sealed class GzipTests
{
    private readonly FeedBench _bench = new();

    [Fact]
    public async Task A_packed_body_is_the_body()
    {
        var postings = RandomPostings.Make(new Random(1), 300);
        var plain = RandomPostings.NdJson(postings);
        foreach (var piece in new[] { 1, 17, 4_096, int.MaxValue })
        {
            await using var gzip = new GzipBody(new PieceStream(FeedBench.Gzip(plain), () => piece), _bench.Options.MaxGzipRatio);
            using var unpacked = new MemoryStream();
            await gzip.CopyToAsync(unpacked, TestContext.Current.CancellationToken);
            Assert.Equal(plain, unpacked.ToArray());
        }
    }

    [Fact]
    public async Task Packed_pieces_one_behind_the_other_are_one_body()
    {
        byte[] body = [.. FeedBench.Gzip(Bytes(FeedBench.Line("P-1") + "\n")), .. FeedBench.Gzip(Bytes(FeedBench.Line("P-2")))];
        Assert.Equal(2, (await _bench.TakeAsync(body, gzip: true)).Accepted);
    }

    [Fact]
    public async Task An_empty_packed_body_has_no_lines()
    {
        var result = await _bench.TakeAsync(FeedBench.Gzip([]), gzip: true);
        Assert.Equal((FeedStatus.Completed, 0L), (result.Status, result.Lines));
    }

    [Fact]
    public async Task A_body_cut_anywhere_is_told_to_be_cut()
    {
        var packed = FeedBench.Gzip(Bytes(string.Concat(Enumerable.Range(1, 20).Select(i => FeedBench.Line($"P-{i}") + "\n"))));
        for (var length = 1; length < packed.Length; length++)
        {
            var result = await new FeedBench().TakeAsync(packed[..length], gzip: true);
            var isTold = result.Status == FeedStatus.Unreadable
                || result.Rejections.Any(rejection => rejection.Code == FeedCodes.Malformed);
            Assert.True(isTold, $"{length} of {packed.Length} bytes: {result}");
        }
    }

    [Fact]
    public async Task Damaged_data_is_told()
    {
        var packed = FeedBench.Gzip(Bytes(FeedBench.Line("P-1")));
        packed[^6] ^= 1;
        Assert.Equal(FeedStatus.Unreadable, (await _bench.TakeAsync(packed, gzip: true)).Status);
        Assert.Equal(FeedStatus.Unreadable, (await _bench.TakeAsync(Bytes(FeedBench.Line("P-2")), gzip: true)).Status);
    }

    [Fact]
    public async Task A_bomb_is_stopped()
    {
        var result = await _bench.TakeAsync(FeedBench.Gzip(new byte[64 * 1024 * 1024]), gzip: true);
        Assert.Equal(FeedStatus.Unreadable, result.Status);
        Assert.InRange(result.Bytes, 0, 32 * 1024 * 1024);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
