using Monitoring.Contracts.Feed;
using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Tests.Stores;

public sealed class RecentIdsTests
{
    private readonly RecentIds _ids = new(afterConflict: 2);

    [Fact]
    public void At_first_and_after_a_conflict_so_many_ids_are_looked_up()
    {
        Assert.Equal([false, false, true], Asked());
        _ids.Conflicted();
        Assert.Equal([false, false, true], Asked());
    }

    [Fact]
    public void An_id_written_lately_is_looked_up_and_the_others_beside_it()
    {
        Asked();
        _ids.Add(PostingKey.Of("P1"));
        Assert.False(_ids.AreLikelyNew([PostingKey.Of("P1")]));
        Assert.False(_ids.AreLikelyNew([PostingKey.Of("P2"), PostingKey.Of("P1")]));
        Assert.True(_ids.AreLikelyNew([PostingKey.Of("P2")]));
    }

    private bool[] Asked() => [.. Enumerable.Range(0, 3).Select(number => _ids.AreLikelyNew([PostingKey.Of($"Q{number}")]))];
}
