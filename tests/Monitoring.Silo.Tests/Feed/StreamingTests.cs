using System.IO.Pipelines;
using System.Text;
using Monitoring.Silo.Feed;
using Monitoring.Silo.Tests.Feed.Fixtures;

namespace Monitoring.Silo.Tests.Feed;

/// <summary>A body may be of any length: what is in memory of it is bounded. Runs alone: memory is the process's.</summary>
[Collection(nameof(RunsAlone))]
public sealed class StreamingTests
{
    private const int Lines = 1_000_000;

    [Fact]
    public async Task A_million_lines_pass_through_a_small_buffer()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 256 * 1024, resumeWriterThreshold: 128 * 1024));
        var bench = new FeedBench(options => options.MaxInFlight = options.MaxInFlightPerSender = 4_096);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        var input = new FeedInput
        {
            Body = pipe.Reader.AsStream(),
            Kind = FeedKind.Postings,
            Format = FeedFormat.NdJson,
            Source = "test",
            Progress = progress =>
            {
                if (progress.Lines % 100_000 < 1_024) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            },
        };
        var taking = bench.Feed.TakeAsync(input, TestContext.Current.CancellationToken);
        await WriteAsync(pipe.Writer);
        var result = await taking;

        Assert.Equal((FeedStatus.Completed, (long)Lines), (result.Status, result.Lines));
        Assert.Equal((1L, Lines - 2L, 1L), (result.Accepted, result.Duplicates, result.Rejected));
        Assert.Equal(Lines, Assert.Single(result.Rejections).Line);
        Assert.InRange(most, long.MinValue, 32 * 1024 * 1024);
    }

    [Fact]
    public async Task A_line_without_end_is_skipped_without_being_held()
    {
        const int length = 64 * 1024 * 1024;
        var piece = new byte[32 * 1024];
        Array.Fill(piece, (byte)'x');
        var left = length;
        var pipe = new Pipe();
        var bench = new FeedBench();
        var taking = bench.TakeAsync(
            pipe.Reader.AsStream(), FeedFormat.NdJson, FeedKind.Postings, false, false, TestContext.Current.CancellationToken);
        for (; left > 0; left -= piece.Length) await pipe.Writer.WriteAsync(piece, TestContext.Current.CancellationToken);
        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes("\n" + FeedBench.Line("P-1")), TestContext.Current.CancellationToken);
        await pipe.Writer.CompleteAsync();
        var result = await taking;

        Assert.Equal((FeedStatus.LineTooLong, 1L, 1L, 1L), (result.Status, result.Accepted, result.Rejected, result.Rejections[0].Line));
        Assert.True(Assert.Single(bench.Quarantine.Entries).Rejected.IsCut);
        Assert.InRange(bench.Quarantine.Entries[0].Rejected.Body.Length, 1, 1_024);
    }

    [Fact]
    public async Task What_came_is_taken_before_the_sender_says_more()
    {
        var pipe = new Pipe();
        var bench = new FeedBench();
        var isApplied = new TaskCompletionSource();
        bench.Bank.AfterCall = _ =>
        {
            isApplied.TrySetResult();
            return Task.CompletedTask;
        };
        var taking = bench.TakeAsync(
            pipe.Reader.AsStream(), FeedFormat.NdJson, FeedKind.Postings, false, false, TestContext.Current.CancellationToken);
        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(FeedBench.Line("P-1") + "\n"), TestContext.Current.CancellationToken);
        await isApplied.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await pipe.Writer.CompleteAsync();
        Assert.Equal(1, (await taking).Accepted);
    }

    private static async Task WriteAsync(PipeWriter writer)
    {
        // One posting again and again, so that nothing which the bank keeps is counted.
        var line = Encoding.UTF8.GetBytes(FeedBench.Line("P-1") + "\n");
        var block = new byte[line.Length * 1_000];
        for (var i = 0; i < 1_000; i++) line.CopyTo(block, i * line.Length);
        for (var i = 1; i < Lines / 1_000; i++) await writer.WriteAsync(block, TestContext.Current.CancellationToken);
        block[^3] = (byte)'x';
        await writer.WriteAsync(block, TestContext.Current.CancellationToken);
        await writer.CompleteAsync();
    }
}
