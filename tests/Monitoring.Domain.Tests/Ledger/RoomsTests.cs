using Monitoring.Domain.Ledger;

namespace Monitoring.Domain.Tests.Ledger;

public sealed class RoomsTests
{
    [Theory]
    [InlineData(0, 6)]
    [InlineData(6, 6)]
    [InlineData(7, 12)]
    [InlineData(25, 32)]
    [InlineData(32, 32)]
    public void A_room_is_the_first_one_doubled_until_the_items_fit_but_never_above_the_largest(int items, int room) =>
        Assert.Equal(room, Rooms.For(items, first: 6, max: 32));

    [Fact]
    public void A_room_without_a_largest_grows_to_the_end_of_the_numbers_and_not_beyond() =>
        Assert.Equal(int.MaxValue, Rooms.For(int.MaxValue, first: 8));

    [Fact]
    public void Items_stay_where_they_are_when_room_is_made()
    {
        int[]? room = null;
        for (var i = 0; i < 20; i++)
        {
            Rooms.ForOneMore(ref room, i, first: 3, max: 20)[i] = i;
        }

        Assert.Equal(Enumerable.Range(0, 20), room);
    }
}
