using Monitoring.Contracts.Ledger;
using Monitoring.Silo.Stores.Postgres;

namespace Monitoring.Silo.Tests.Stores.Postgres;

public sealed class PostgresFetchTests
{
    [Fact]
    public void A_large_fetch_leaves_no_more_room_than_one_of_a_usual_size()
    {
        var fetch = new PostgresFetch(view: null);
        for (var i = 0; i < 10 * PostgresFetch.RoomMax; i++)
        {
            fetch.Wants.Loads.Add((GrainKind.Account, "A", i));
            fetch.Links.Add(i, default);
        }

        fetch.Clear();
        Assert.InRange(fetch.Wants.Loads.Capacity, 0, PostgresFetch.RoomMax);
        Assert.InRange(fetch.Links.EnsureCapacity(0), 0, PostgresFetch.RoomMax);
        for (var i = 0; i < PostgresFetch.RoomMax / 2; i++) fetch.Links.Add(i, default);
        var usual = fetch.Links.EnsureCapacity(0);
        fetch.Clear();
        Assert.Equal(usual, fetch.Links.EnsureCapacity(0));
    }
}
