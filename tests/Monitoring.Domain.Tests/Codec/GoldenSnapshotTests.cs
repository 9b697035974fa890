using System.Runtime.CompilerServices;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Domain.Codec;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using Monitoring.Domain.Tests.Support;

namespace Monitoring.Domain.Tests.Codec;

/// <summary>
/// The stored form of a state and of an alert, byte by byte. A snapshot of another form needs another format number, or old ones would be
/// read wrongly; an alert's old forms must stay readable for ever.
/// </summary>
public sealed class GoldenSnapshotTests
{
    private const string Update = "MONITORING_UPDATE_GOLDEN";

    [Fact]
    public void A_snapshot_is_stored_as_ever() => Check("snapshot.2.hex", LedgerStateCodec.Encode(Life().State));

    [Fact]
    public void A_golden_snapshot_is_read_and_gives_itself()
    {
        var golden = Golden("snapshot.2.hex");

        Assert.Equal(golden, LedgerStateCodec.Encode(LedgerStateCodec.Decode(golden)!));
    }

    [Fact]
    public void A_snapshot_from_before_the_features_is_left_alone_and_the_journal_read_instead() =>
        Assert.Null(LedgerStateCodec.Decode(Golden("snapshot.1.hex")));

    [Fact]
    public void An_alert_is_stored_as_ever()
    {
        var writer = new ByteWriter();
        AlertCodec.Encode(writer, Life().State.Detection.Open[0]);

        Check("alert.1.hex", writer.ToArray());
    }

    [Fact]
    public void A_golden_alert_is_read_and_gives_itself()
    {
        var golden = Golden("alert.1.hex");
        var reader = new ByteReader(golden);
        var writer = new ByteWriter();
        AlertCodec.Encode(writer, AlertCodec.Decode(ref reader));

        Assert.True(reader.AtEnd);
        Assert.Equal(golden, writer.ToArray());
    }

    /// <summary>A life that leaves something in every part of the state; it never changes.</summary>
    private static Books Life()
    {
        var books = new Books();
        books.Declare(Make.Declared(AccountKind.CorporateCurrent) with
        {
            OpenedAt = Make.At(-10),
            OpenedBy = OpenedBy.WalkIn,
            OpeningBalance = 12_345,
            Customer = "C-17",
            DeclaredCounterparties = ["6217000000000777"],
            OwnerStaff = "T07",
            RelatedStaff = ["T08"],
        });
        books.Post(Make.Credit("P-1", 25_000_000, Make.At(0), posting => posting with { Counterparty = "X", BalanceAfter = 25_012_345 }));
        books.Post(Make.Debit("P-2", 24_000_000, Make.At(0.2), posting => posting with { Counterparty = "X", BalanceAfter = 1 }));
        books.Post(Make.Debit("P-3", 700, Make.At(1), posting => posting with { Channel = Channel.Counter, Teller = "T08" }));
        books.Post(Make.Debit("P-4", 500, Make.At(0.5)));
        books.CloseDay(new DateOnly(2026, 3, 2));
        return books;
    }

    private static void Check(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder(), name);
        if (Environment.GetEnvironmentVariable(Update) == "1" && !File.Exists(path)) File.WriteAllText(path, Convert.ToHexStringLower(bytes) + "\n");

        Assert.True(File.Exists(path), $"{name} is missing; set {Update}=1 and run again to write it.");
        Assert.True(
            Golden(name).AsSpan().SequenceEqual(bytes),
            $"{name}: stored otherwise than before. If that is meant, raise the format number and add a file for it.\n{Convert.ToHexStringLower(bytes)}");
    }

    private static byte[] Golden(string name) => Convert.FromHexString(File.ReadAllText(Path.Combine(Folder(), name)).Trim());

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "golden");
}
