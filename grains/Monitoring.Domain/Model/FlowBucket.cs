using System.Runtime.InteropServices;
using Monitoring.Domain.Codec;

namespace Monitoring.Domain.Model;

/// <summary>What came in and went out in a block of time.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct FlowBucket : IBucket
{
    public long In;
    public long Out;
    public ushort InCount;
    public ushort OutCount;

    public int Key { get; set; }

    public void Add(long signed)
    {
        if (signed > 0)
        {
            In = Sums.Add(In, signed);
            Sums.Increment(ref InCount);
        }
        else
        {
            Out = Sums.Add(Out, -signed);
            Sums.Increment(ref OutCount);
        }
    }

    /// <summary>Takes a movement out if it can be in here.</summary>
    public bool TryTakeOut(long signed)
    {
        if (signed > 0)
        {
            if (InCount == 0 || In < signed) return false;
            In -= signed;
            InCount--;
            return true;
        }

        if (OutCount == 0 || Out < -signed) return false;
        Out += signed;
        OutCount--;
        return true;
    }

    public readonly void Encode(ByteWriter writer)
    {
        writer.Signed(Key);
        writer.Signed(In);
        writer.Signed(Out);
        writer.Unsigned(InCount);
        writer.Unsigned(OutCount);
    }

    public static FlowBucket Decode(ref ByteReader reader) => new()
    {
        Key = reader.Int32(),
        In = reader.Signed(),
        Out = reader.Signed(),
        InCount = Sums.Read(ref reader),
        OutCount = Sums.Read(ref reader),
    };
}
