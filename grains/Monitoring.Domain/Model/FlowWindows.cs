using System.Runtime.InteropServices;
using Monitoring.Domain.Codec;
using Monitoring.Domain.Ledger;

namespace Monitoring.Domain.Model;

/// <summary>
/// What came in and went out in the last day, by blocks of three hours, and in the last five days, by days. Both lie in one room, the days
/// first: an ordinary account has few of either.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct FlowWindows
{
    /// <summary>Blocks of three hours in a day.</summary>
    private const int BlocksMax = 8;

    /// <summary>Days in the window of five days.</summary>
    private const int DaysMax = 5;

    private const int FirstRoom = 6;
    private const long BlockTicks = 3 * TimeSpan.TicksPerHour;

    private FlowBucket[]? _room;
    private byte _days;
    private byte _blocks;

    public readonly ReadOnlySpan<FlowBucket> Days => DayRoom;

    public readonly ReadOnlySpan<FlowBucket> Blocks => BlockRoom;

    private readonly Span<FlowBucket> DayRoom => _room.AsSpan(0, _days);

    private readonly Span<FlowBucket> BlockRoom => _room.AsSpan(_days, _blocks);

    /// <summary>Takes a movement in.</summary>
    /// <param name="local">Ticks by the sender's clock; what lies before the latest counts with it.</param>
    /// <param name="signed">Minor units.</param>
    /// <returns>Number of the day it counts in.</returns>
    public int Add(long local, long signed)
    {
        var day = Buckets.KeyOf(DayRoom, local / TimeSpan.TicksPerDay);
        BlockAt(Buckets.KeyOf(BlockRoom, local / BlockTicks)).Add(signed);
        DayAt(day).Add(signed);
        return day;
    }

    /// <summary>Takes a reversed movement out of the first block, and the first day, from its time on that can hold it.</summary>
    public readonly void TakeOut(long local, long signed)
    {
        TakeOut(BlockRoom, (int)(local / BlockTicks), signed);
        TakeOut(DayRoom, (int)(local / TimeSpan.TicksPerDay), signed);
    }

    public readonly void Prefetch() => CacheLines.Prefetch(_room, 0, _days + _blocks);

    public readonly void Encode(ByteWriter writer)
    {
        writer.Byte(_blocks);
        foreach (ref readonly var bucket in Blocks) bucket.Encode(writer);
        writer.Byte(_days);
        foreach (ref readonly var bucket in Days) bucket.Encode(writer);
    }

    public static FlowWindows Decode(ref ByteReader reader)
    {
        Span<FlowBucket> blocks = stackalloc FlowBucket[BlocksMax];
        blocks = blocks[..reader.Count(BlocksMax)];
        foreach (ref var bucket in blocks) bucket = FlowBucket.Decode(ref reader);
        var days = reader.Count(DaysMax);
        var windows = new FlowWindows { _blocks = (byte)blocks.Length, _days = (byte)days };
        if (days + blocks.Length == 0) return windows;
        windows._room = new FlowBucket[Rooms.For(days + blocks.Length, FirstRoom, DaysMax + BlocksMax)];
        foreach (ref var bucket in windows.DayRoom) bucket = FlowBucket.Decode(ref reader);
        blocks.CopyTo(windows.BlockRoom);
        return windows;
    }

    private ref FlowBucket BlockAt(int key)
    {
        if (_blocks > 0 && _room![_days + _blocks - 1].Key == key) return ref _room[_days + _blocks - 1];
        var expired = Buckets.Expired(BlockRoom, key, BlocksMax);
        _room.AsSpan(_days + expired, _blocks - expired).CopyTo(_room.AsSpan(_days));
        _blocks -= (byte)expired;
        var room = Rooms.ForOneMore(ref _room, _days + _blocks, FirstRoom, DaysMax + BlocksMax);
        return ref Start(ref room[_days + _blocks++], key);
    }

    private ref FlowBucket DayAt(int key)
    {
        if (_days > 0 && _room![_days - 1].Key == key) return ref _room[_days - 1];
        var expired = Buckets.Expired(DayRoom, key, DaysMax);
        _room.AsSpan(expired, _days + _blocks - expired).CopyTo(_room);
        _days -= (byte)expired;
        var room = Rooms.ForOneMore(ref _room, _days + _blocks, FirstRoom, DaysMax + BlocksMax);
        room.AsSpan(_days, _blocks).CopyTo(room.AsSpan(_days + 1));
        return ref Start(ref room[_days++], key);
    }

    private static ref FlowBucket Start(ref FlowBucket bucket, int key)
    {
        bucket = default;
        bucket.Key = key;
        return ref bucket;
    }

    private static void TakeOut(Span<FlowBucket> buckets, int first, long signed)
    {
        foreach (ref var bucket in buckets)
        {
            if (bucket.Key >= first && bucket.TryTakeOut(signed)) return;
        }
    }
}
