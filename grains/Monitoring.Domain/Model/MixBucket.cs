using System.Runtime.InteropServices;
using Monitoring.Domain.Codec;

namespace Monitoring.Domain.Model;

/// <summary>What happened in a block of five days: flows, and of what kind they were.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct MixBucket : IBucket
{
    public long In;
    public long Out;

    /// <summary>Went out within 3 hours, and within 24, of coming in.</summary>
    public long Left3h;
    public long Left24h;

    /// <summary>Went back to the party it came from.</summary>
    public long Returned;

    /// <summary>Moved with recurrent parties.</summary>
    public long Habit;

    /// <summary>Sketches: one bit for each cell that a party, or branch, falls in.</summary>
    public ulong PartiesIn;
    public ulong PartiesOut;
    public ushort Branches;

    public ushort InCount;
    public ushort OutCount;
    public ushort NewIn;
    public ushort NewOut;
    public ushort Night;
    public ushort Round;
    public ushort Beneath;
    public ushort Counter;
    public ushort CashMachine;
    public ushort Remote;
    public ushort Away;

    public int Key { get; set; }

    public bool TryTakeOut(long signed, bool isRound)
    {
        if (signed > 0 ? InCount == 0 || In < signed : OutCount == 0 || Out < -signed) return false;
        if (signed > 0)
        {
            In -= signed;
            InCount--;
        }
        else
        {
            Out += signed;
            OutCount--;
        }

        if (isRound && Round > 0) Round--;
        return true;
    }

    /// <summary>Adds another block's figures, for a window.</summary>
    public void Add(in MixBucket other)
    {
        In = Sums.Add(In, other.In);
        Out = Sums.Add(Out, other.Out);
        Left3h = Sums.Add(Left3h, other.Left3h);
        Left24h = Sums.Add(Left24h, other.Left24h);
        Returned = Sums.Add(Returned, other.Returned);
        Habit = Sums.Add(Habit, other.Habit);
        PartiesIn |= other.PartiesIn;
        PartiesOut |= other.PartiesOut;
        Branches |= other.Branches;
        InCount = Plus(InCount, other.InCount);
        OutCount = Plus(OutCount, other.OutCount);
        NewIn = Plus(NewIn, other.NewIn);
        NewOut = Plus(NewOut, other.NewOut);
        Night = Plus(Night, other.Night);
        Round = Plus(Round, other.Round);
        Beneath = Plus(Beneath, other.Beneath);
        Counter = Plus(Counter, other.Counter);
        CashMachine = Plus(CashMachine, other.CashMachine);
        Remote = Plus(Remote, other.Remote);
        Away = Plus(Away, other.Away);
    }

    public readonly void Encode(ByteWriter writer)
    {
        writer.Signed(Key);
        foreach (var sum in (ReadOnlySpan<long>)[In, Out, Left3h, Left24h, Returned, Habit])
        {
            writer.Signed(sum);
        }

        writer.Fixed64(unchecked((long)PartiesIn));
        writer.Fixed64(unchecked((long)PartiesOut));
        foreach (var count in (ReadOnlySpan<ushort>)[Branches, InCount, OutCount, NewIn, NewOut, Night, Round, Beneath, Counter, CashMachine, Remote, Away])
        {
            writer.Unsigned(count);
        }
    }

    public static MixBucket Decode(ref ByteReader reader) => new()
    {
        Key = reader.Int32(),
        In = reader.Signed(),
        Out = reader.Signed(),
        Left3h = reader.Signed(),
        Left24h = reader.Signed(),
        Returned = reader.Signed(),
        Habit = reader.Signed(),
        PartiesIn = unchecked((ulong)reader.Fixed64()),
        PartiesOut = unchecked((ulong)reader.Fixed64()),
        Branches = Sums.Read(ref reader),
        InCount = Sums.Read(ref reader),
        OutCount = Sums.Read(ref reader),
        NewIn = Sums.Read(ref reader),
        NewOut = Sums.Read(ref reader),
        Night = Sums.Read(ref reader),
        Round = Sums.Read(ref reader),
        Beneath = Sums.Read(ref reader),
        Counter = Sums.Read(ref reader),
        CashMachine = Sums.Read(ref reader),
        Remote = Sums.Read(ref reader),
        Away = Sums.Read(ref reader),
    };

    private static ushort Plus(ushort a, ushort b) => (ushort)Math.Min(a + b, ushort.MaxValue);
}
