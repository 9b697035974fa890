using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Domain.Codec;
using Monitoring.Domain.Detection;

namespace Monitoring.Domain.Ledger;

/// <summary>Binary form of reference data, in snapshots and in the journal. Fields are only ever appended, under a new format number.</summary>
public static class ReferenceCodec
{
    private const byte Format = 1;

    /// <summary>Writes an account's.</summary>
    public static void Encode(ByteWriter writer, AccountReference account)
    {
        writer.Byte(Format);
        writer.Text(account.Id);
        writer.Text(account.Branch);
        writer.Byte((byte)account.Kind);
        writer.Text(account.Currency);
        writer.Byte(account.OpenedAt is null ? (byte)0 : (byte)1);
        if (account.OpenedAt is { } opened) AlertCodec.Instant(writer, opened);
        writer.Byte((byte)account.OpenedBy);
        writer.Signed(account.OpeningBalance ?? 0);
        writer.Text(account.Customer);
        Texts(writer, account.DeclaredCounterparties);
        writer.Text(account.OwnerStaff);
        Texts(writer, account.RelatedStaff);
    }

    /// <summary>Reads an account's.</summary>
    /// <exception cref="FormatException">The bytes are damaged or of a later version of the program.</exception>
    public static AccountReference DecodeAccount(ref ByteReader reader)
    {
        Expect(ref reader);
        return new AccountReference
        {
            Id = reader.RequiredText(),
            Branch = reader.RequiredText(),
            Kind = (AccountKind)reader.Byte(),
            Currency = Currency(ref reader),
            OpenedAt = reader.Byte() == 0 ? null : reader.Instant(),
            OpenedBy = (OpenedBy)reader.Byte(),
            OpeningBalance = reader.Signed(),
            Customer = reader.Text(),
            DeclaredCounterparties = Texts(ref reader),
            OwnerStaff = reader.Text(),
            RelatedStaff = Texts(ref reader),
        };
    }

    /// <summary>Writes a settlement account's.</summary>
    public static void Encode(ByteWriter writer, SettlementReference settlement)
    {
        writer.Byte(Format);
        writer.Text(settlement.Id);
        writer.Text(settlement.Branch);
        writer.Byte((byte)settlement.Kind);
        writer.Text(settlement.Currency);
        writer.Signed(settlement.OpeningBalance ?? 0);
    }

    /// <summary>Reads a settlement account's.</summary>
    /// <exception cref="FormatException">The bytes are damaged or of a later version of the program.</exception>
    public static SettlementReference DecodeSettlement(ref ByteReader reader)
    {
        Expect(ref reader);
        return new SettlementReference
        {
            Id = reader.RequiredText(),
            Branch = reader.RequiredText(),
            Kind = (SettlementKind)reader.Byte(),
            Currency = Currency(ref reader),
            OpeningBalance = reader.Signed(),
        };
    }

    private static void Expect(ref ByteReader reader)
    {
        var format = reader.Byte();
        if (format != Format) throw new FormatException($"Reference format {format} is not known; {Format} is the latest this program knows.");
    }

    private static string Currency(ref ByteReader reader)
    {
        var code = reader.RequiredText();
        return Currencies.Find(code) ?? code;
    }

    private static void Texts(ByteWriter writer, IReadOnlyList<string>? texts)
    {
        writer.Unsigned(texts is null ? 0 : (ulong)texts.Count + 1);
        foreach (var text in texts ?? [])
        {
            writer.Text(text);
        }
    }

    private static string[]? Texts(ref ByteReader reader)
    {
        if (reader.CountOrNull() is not { } count) return null;
        var texts = new string[count];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = reader.RequiredText();
        }

        return texts;
    }
}
