using System.Globalization;
using Monitoring.Contracts.Feed;
using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Tests.Stores;

public sealed class PostingFilterTests
{
    private const int Count = 20_000;

    [Theory]
    [InlineData("growing")]
    [InlineData("hashed")]
    public void It_tells_every_id_that_was_added_and_few_others_also_after_it_was_stored(string kind)
    {
        var filter = new PostingFilter(Count);
        for (var i = 0; i < Count; i++) filter.Add(Key(kind, i));
        var read = PostingFilter.Read(filter.ToBytes());
        Assert.NotNull(read);
        foreach (var asked in (PostingFilter[])[filter, read])
        {
            Assert.All(Enumerable.Range(0, Count), i => Assert.True(MayHold(asked, kind, i)));
            Assert.InRange(Enumerable.Range(Count, Count).Count(i => MayHold(asked, kind, i)), 1, Count / 40);
        }
    }

    [Fact]
    public void One_for_no_ids_tells_none_and_what_is_no_filter_is_not_read()
    {
        var filter = new PostingFilter(0);
        Assert.False(MayHold(filter, "hashed", 1));
        Assert.Null(PostingFilter.Read([]));
        Assert.Null(PostingFilter.Read(new byte[63]));
    }

    private static bool MayHold(PostingFilter filter, string kind, int number) => filter.MayHold(PostingFilter.Hash.Of(Key(kind, number)));

    /// <summary>With a growing number in the upper bits, or hash in all of them.</summary>
    private static UInt128 Key(string kind, int number)
    {
        var digits = number.ToString("D9", CultureInfo.InvariantCulture);
        return PostingKey.Of(kind == "growing" ? "P-" + digits : string.Concat(digits.Select(static digit => (char)(digit - '0' + 'a')))).Value;
    }
}
