using Monitoring.Contracts.Feed;
using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Tests.Stores;

public sealed class RecentIdsTests
{
    private readonly RecentIds _ids = new();

    [Fact]
    public void At_first_and_after_a_conflict_every_id_is_looked_up_for_a_while()
    {
        Assert.False(_ids.AreLikelyNew([PostingKey.Of("P1")]));
        Assert.True(PassesInTheEnd("P1"));
        _ids.Conflicted();
        Assert.False(_ids.AreLikelyNew([PostingKey.Of("P1")]));
        Assert.True(PassesInTheEnd("P1"));
    }

    [Fact]
    public void An_id_written_lately_is_looked_up_and_the_others_beside_it()
    {
        Assert.True(PassesInTheEnd("P1"));
        _ids.Add(PostingKey.Of("P1"));
        Assert.False(_ids.AreLikelyNew([PostingKey.Of("P1")]));
        Assert.False(_ids.AreLikelyNew([PostingKey.Of("P2"), PostingKey.Of("P1")]));
        Assert.True(_ids.AreLikelyNew([PostingKey.Of("P2")]));
    }

    private bool PassesInTheEnd(string id)
    {
        for (var i = 0; i < 1_000_000; i++)
        {
            if (_ids.AreLikelyNew([PostingKey.Of(id)])) return true;
        }

        return false;
    }
}
