using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Domain.Codec;
using Monitoring.Domain.Ledger;

namespace Monitoring.Domain.Tests.Codec;

public sealed class ReferenceCodecTests
{
    /// <summary>Lists as sent: absent, empty, or with entries; the last of them ends the bytes.</summary>
    public static TheoryData<string[]?, string[]?> Lists => new()
    {
        { null, null },
        { [], [] },
        { null, [] },
        { ["A"], [] },
        { [], ["T07", "T08"] },
        { ["A", "B"], ["T07"] },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void An_account_comes_back_with_its_lists_absent_empty_or_full(string[]? declared, string[]? related)
    {
        var reference = new AccountReference
        {
            Id = "A1",
            Branch = "B001",
            Kind = AccountKind.PersonalSavings,
            Currency = "CNY",
            OpeningBalance = 0,
            DeclaredCounterparties = declared,
            RelatedStaff = related,
        };
        var writer = new ByteWriter();
        ReferenceCodec.Encode(writer, reference);

        var reader = new ByteReader(writer.ToArray());
        var read = ReferenceCodec.DecodeAccount(ref reader);

        Assert.Equal(declared, read.DeclaredCounterparties);
        Assert.Equal(related, read.RelatedStaff);
    }
}
