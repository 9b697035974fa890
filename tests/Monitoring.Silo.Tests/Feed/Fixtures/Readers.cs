using Monitoring.Silo.Feed;
using Monitoring.Silo.Feed.Parsing;

namespace Monitoring.Silo.Tests.Feed.Fixtures;

internal static class Readers
{
    /// <summary>All lines of a body.</summary>
    public static async Task<List<FeedLine<T>>> ReadAsync<T>(
        Stream body, FeedFormat format, RecordDraft<T> draft, int lineBytesMax = 64 * 1024)
        where T : class
    {
        using var reader = new FeedReader<T>(body, format, draft, lineBytesMax);
        var lines = new List<FeedLine<T>>();
        var batch = new List<FeedLine<T>>();
        while (await reader.ReadAsync(batch, TestContext.Current.CancellationToken)) lines.AddRange(batch);
        return lines;
    }
}
