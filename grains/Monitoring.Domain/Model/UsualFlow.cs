using Monitoring.Domain.Codec;

namespace Monitoring.Domain.Model;

/// <summary>
/// What an account usually moves in five days: the mean of its blocks before the last 30 days, of which the newest eighteen (90 days) weigh
/// most. Only addition, multiplication and division, so that every machine gets the same.
/// </summary>
internal struct UsualFlow
{
    /// <summary>Blocks over which the mean runs, once there are as many.</summary>
    private const int Blocks = 18;

    /// <summary>Empty blocks after which nothing is left of a mean that could be told from zero: (17/18)^256 is 4e-7.</summary>
    private const int ForgottenAfter = 256;

    public double In;
    public double Out;

    /// <summary>Blocks that make the mean.</summary>
    public ushort Count;

    private int _through;

    /// <summary>Starts: the block of the first posting.</summary>
    public void Start(int block) => _through = block - 1;

    /// <summary>Takes blocks up to one that left the window, those without movements included.</summary>
    /// <param name="through">Last block that left the window.</param>
    /// <param name="buckets">The window's blocks, oldest first, those that left it still among them.</param>
    public void Advance(int through, ReadOnlySpan<MixBucket> buckets)
    {
        foreach (ref readonly var bucket in buckets)
        {
            if (bucket.Key > through) break;
            if (bucket.Key <= _through) continue;
            AddEmpty(bucket.Key - 1);
            Add(bucket.In, bucket.Out);
            _through = bucket.Key;
        }

        AddEmpty(through);
    }

    public readonly void Encode(ByteWriter writer)
    {
        writer.Fixed64(BitConverter.DoubleToInt64Bits(In));
        writer.Fixed64(BitConverter.DoubleToInt64Bits(Out));
        writer.Unsigned(Count);
        writer.Signed(_through);
    }

    public static UsualFlow Decode(ref ByteReader reader) => new()
    {
        In = BitConverter.Int64BitsToDouble(reader.Fixed64()),
        Out = BitConverter.Int64BitsToDouble(reader.Fixed64()),
        Count = Sums.Read(ref reader),
        _through = reader.Int32(),
    };

    private void AddEmpty(int through)
    {
        if (through - _through > ForgottenAfter)
        {
            (In, Out, Count) = (0, 0, (ushort)Math.Min(Count + (through - _through), ushort.MaxValue));
            _through = through;
        }

        for (; _through < through; _through++)
        {
            Add(0, 0);
        }
    }

    private void Add(double came, double went)
    {
        Sums.Increment(ref Count);
        var weight = 1.0 / Math.Min(Count, (ushort)Blocks);
        In += (came - In) * weight;
        Out += (went - Out) * weight;
    }
}
