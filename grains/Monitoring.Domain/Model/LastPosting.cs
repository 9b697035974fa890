using System.Runtime.InteropServices;
using Monitoring.Domain.Codec;
using Monitoring.Domain.Ledger;

namespace Monitoring.Domain.Model;

/// <summary>The account's last customer-initiated posting, as the features need it.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct LastPosting
{
    /// <summary>Event time, UTC ticks; 0 before the first.</summary>
    public long At;

    /// <summary>Signed amount, minor units.</summary>
    public long Signed;

    /// <summary>Balance after it, minor units.</summary>
    public long BalanceAfter;

    /// <summary>Silence before it.</summary>
    public int SilenceHours;

    /// <summary>Month number of its business date.</summary>
    public int Month;

    /// <summary>Offset of the event time.</summary>
    public short OffsetMinutes;

    /// <summary>Earlier months in which the party was seen the same way.</summary>
    public byte PartyMonths;

    public bool HasParty;
    public bool PartyIsNew;
    public bool OwnTeller;
    public bool Night;

    public static LastPosting Of(in FeaturePosting taken, int silenceHours, bool night) => new()
    {
        At = taken.At,
        Signed = taken.Posting.SignedAmount,
        BalanceAfter = taken.BalanceBefore + taken.Posting.SignedAmount,
        SilenceHours = silenceHours,
        Month = LedgerState.MonthNumber(taken.Posting.BusinessDate),
        OffsetMinutes = (short)taken.OffsetMinutes,
        PartyMonths = (byte)taken.PartyMonths,
        HasParty = taken.Party != 0,
        PartyIsNew = taken.Party != 0 && !taken.PartyKnown,
        OwnTeller = taken.OwnTeller,
        Night = night,
    };

    public readonly void Encode(ByteWriter writer)
    {
        writer.Signed(At);
        writer.Signed(Signed);
        writer.Signed(BalanceAfter);
        writer.Signed(SilenceHours);
        writer.Signed(Month);
        writer.Signed(OffsetMinutes);
        writer.Byte(PartyMonths);
        writer.Byte((byte)((HasParty ? 1 : 0) | (PartyIsNew ? 2 : 0) | (OwnTeller ? 4 : 0) | (Night ? 8 : 0)));
    }

    public static LastPosting Decode(ref ByteReader reader)
    {
        var last = new LastPosting
        {
            At = reader.Signed(),
            Signed = reader.Signed(),
            BalanceAfter = reader.Signed(),
            SilenceHours = reader.Int32(),
            Month = reader.Int32(),
            OffsetMinutes = reader.Int16(),
            PartyMonths = reader.Byte(),
        };
        var marks = reader.Byte();
        last.HasParty = (marks & 1) != 0;
        last.PartyIsNew = (marks & 2) != 0;
        last.OwnTeller = (marks & 4) != 0;
        last.Night = (marks & 8) != 0;
        return last;
    }
}
