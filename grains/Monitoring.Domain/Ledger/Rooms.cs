namespace Monitoring.Domain.Ledger;

/// <summary>
/// Room of the small arrays that an account keeps. Accounts live long and are many: each new array in an old account is work for the garbage
/// collector, so a room is made for what an ordinary account needs and doubled when that is not enough.
/// </summary>
internal static class Rooms
{
    /// <summary>The smallest room, of those that doubling makes out of the first one, that holds a number of items.</summary>
    /// <param name="items">How many there are; at most <paramref name="max"/>.</param>
    /// <param name="first">The first room.</param>
    /// <param name="max">The largest.</param>
    public static int For(int items, int first, int max = int.MaxValue)
    {
        var room = first;
        while (room < items) room = room > max / 2 ? max : room * 2;
        return Math.Min(room, max);
    }

    /// <summary>Makes room for one more item.</summary>
    /// <param name="room">The items; <c>null</c> before the first.</param>
    /// <param name="count">How many are used; fewer than <paramref name="max"/>.</param>
    /// <param name="first">The first room.</param>
    /// <param name="max">The largest.</param>
    /// <returns>The room, now never <c>null</c>.</returns>
    public static T[] ForOneMore<T>(ref T[]? room, int count, int first, int max = int.MaxValue)
    {
        if (room is null || count == room.Length) Array.Resize(ref room, For(count + 1, first, max));
        return room;
    }
}
