using System.Globalization;
using System.Text;
using System.Text.Json;
using Monitoring.Models.Simulation;

namespace Monitoring.Models.Tests;

public sealed class FeedWriterTests
{
    private static readonly SimulatedPosting Full = new()
    {
        PostingId = "P-000001",
        Account = "6217000000000001",
        Direction = FeedDirection.Credit,
        Amount = 1_250_000,
        Currency = "CNY",
        BookedAt = new DateTimeOffset(2026, 11, 22, 8, 15, 30, SimulationOptions.ShanghaiOffset),
        Branch = "B001",
        Channel = FeedChannel.Online,
        Counterparty = "6217000000000777",
        CounterpartyName = "清河, \"兴旺\"\n商店",
        Trace = "001209",
        Teller = "T07",
        ValueDate = new DateOnly(2026, 11, 22),
        ReversalOf = "P-000000",
        Narrative = "goods",
        BalanceAfter = -9_876_500,
        CaseId = "C-1",
    };

    [Fact]
    public void A_posting_in_json_has_the_fields_of_the_feed_and_no_others()
    {
        using var line = JsonDocument.Parse(Written(FeedFileFormat.Ndjson, writer => writer.Write(Full)));

        Assert.Equal(
            ["postingId", "account", "direction", "amount", "currency", "bookedAt", "branch", "channel", "counterparty", "counterpartyName",
                "trace", "teller", "valueDate", "reversalOf", "narrative", "balanceAfter"],
            line.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.Equal("credit", line.RootElement.GetProperty("direction").GetString());
        Assert.Equal(1_250_000, line.RootElement.GetProperty("amount").GetInt64());
        Assert.Equal("2026-11-22T08:15:30+08:00", line.RootElement.GetProperty("bookedAt").GetString());
        Assert.Equal("online", line.RootElement.GetProperty("channel").GetString());
        Assert.Equal(Full.CounterpartyName, line.RootElement.GetProperty("counterpartyName").GetString());
        Assert.Equal("2026-11-22", line.RootElement.GetProperty("valueDate").GetString());
        Assert.Equal(-9_876_500, line.RootElement.GetProperty("balanceAfter").GetInt64());
    }

    [Fact]
    public void Milliseconds_are_written_when_there_are_any_and_a_negative_offset_keeps_its_sign()
    {
        var odd = Full with { BookedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 67, TimeSpan.FromMinutes(-210)) };

        string line = Written(FeedFileFormat.Ndjson, writer => writer.Write(odd));

        Assert.Contains("\"2026-01-02T03:04:05.067-03:30\"", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_without_a_value_are_left_out_of_json()
    {
        var bare = Full with
        {
            Counterparty = null,
            CounterpartyName = null,
            Trace = null,
            Teller = null,
            ValueDate = null,
            ReversalOf = null,
            Narrative = null,
        };

        string line = Written(FeedFileFormat.Ndjson, writer => writer.Write(bare));

        Assert.DoesNotContain("null", line, StringComparison.Ordinal);
        Assert.DoesNotContain("teller", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_records_have_the_fields_of_the_feed()
    {
        var lines = Written(FeedFileFormat.Ndjson, WriteReference).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("""{"type":"branch","id":"HQ","parent":null,"name":"县联社"}""", lines[0]);
        Assert.Equal(
            """{"type":"account","id":"6217000000000001","branch":"HQ","kind":"corporateCurrent","currency":"CNY","opened"""
            + """At":"2020-01-05T09:00:00+08:00","openedBy":"walkIn","openingBalance":-5,"customer":"C-17","declared"""
            + """Counterparties":["6228","6229"],"ownerStaff":null,"relatedStaff":["T0001"]}""",
            lines[1]);
        Assert.Equal(
            """{"type":"settlementAccount","id":"S-RESERVE","branch":"HQ","kind":"centralBankReserve","currency":"CNY"}""", lines[2]);
    }

    [Fact]
    public void A_whole_run_reads_back_the_same_from_both_formats()
    {
        var postings = new Simulator(new SimulationOptions { Seed = 3, Accounts = 40, Days = 20 }).Postings().Append(Full).ToList();

        Assert.Equal(
            postings.Select(Normal),
            Written(FeedFileFormat.Ndjson, WriteAll).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(FromJson));
        Assert.Equal(postings.Select(Normal), CsvText.Rows(Written(FeedFileFormat.Csv, WriteAll)).Select(FromCsv));

        void WriteAll(FeedWriter writer) => postings.ForEach(writer.Write);
    }

    [Fact]
    public void Reference_in_csv_leaves_what_does_not_apply_empty_and_joins_lists()
    {
        var rows = CsvText.Rows(Written(FeedFileFormat.Csv, WriteReference)).ToList();

        Assert.Equal(("branch", "HQ", ""), (rows[0]["type"], rows[0]["id"], rows[0]["parent"]));
        Assert.Equal(("6228;6229", "T0001", "-5"), (rows[1]["declaredCounterparties"], rows[1]["relatedStaff"], rows[1]["openingBalance"]));
        Assert.Equal(("settlementAccount", "centralBankReserve"), (rows[2]["type"], rows[2]["kind"]));
    }

    [Fact]
    public void A_csv_file_refuses_to_mix_postings_and_reference()
    {
        using var stream = new MemoryStream();
        using var writer = FeedWriter.Create(FeedFileFormat.Csv, stream);
        writer.Write(Full);

        Assert.Throws<InvalidOperationException>(() => WriteReference(writer));
    }

    private static void WriteReference(FeedWriter writer)
    {
        writer.Write(new SimulatedBranch { Id = "HQ", Name = "县联社" });
        writer.Write(new SimulatedAccount
        {
            Id = "6217000000000001",
            Branch = "HQ",
            Kind = FeedAccountKind.CorporateCurrent,
            Currency = "CNY",
            OpenedAt = new DateTimeOffset(2020, 1, 5, 9, 0, 0, SimulationOptions.ShanghaiOffset),
            WalkIn = true,
            OpeningBalance = -5,
            Customer = "C-17",
            DeclaredCounterparties = ["6228", "6229"],
            RelatedStaff = ["T0001"],
            Population = Population.Company,
        });
        writer.Write(new SimulatedSettlementAccount
        {
            Id = "S-RESERVE",
            Branch = "HQ",
            Kind = FeedSettlementKind.CentralBankReserve,
            Currency = "CNY",
        });
    }

    private static string Written(FeedFileFormat format, Action<FeedWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = FeedWriter.Create(format, stream))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static SimulatedPosting Normal(SimulatedPosting posting) => posting with { CaseId = null, Opens = null };

    private static SimulatedPosting FromJson(string line)
    {
        using var json = JsonDocument.Parse(line);
        var fields = json.RootElement.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.ToString());
        return FromFields(name => fields.GetValueOrDefault(name));
    }

    private static SimulatedPosting FromCsv(IReadOnlyDictionary<string, string> row) =>
        FromFields(name => row[name].Length == 0 ? null : row[name]);

    private static SimulatedPosting FromFields(Func<string, string?> field) => new()
    {
        PostingId = field("postingId")!,
        Account = field("account")!,
        Direction = Enum.Parse<FeedDirection>(field("direction")!, ignoreCase: true),
        Amount = long.Parse(field("amount")!, CultureInfo.InvariantCulture),
        Currency = field("currency")!,
        BookedAt = DateTimeOffset.Parse(field("bookedAt")!, CultureInfo.InvariantCulture),
        Branch = field("branch")!,
        Channel = Enum.Parse<FeedChannel>(field("channel")!, ignoreCase: true),
        Counterparty = field("counterparty"),
        CounterpartyName = field("counterpartyName"),
        Trace = field("trace"),
        Teller = field("teller"),
        ValueDate = field("valueDate") is { } date ? DateOnly.Parse(date, CultureInfo.InvariantCulture) : null,
        ReversalOf = field("reversalOf"),
        Narrative = field("narrative"),
        BalanceAfter = long.Parse(field("balanceAfter")!, CultureInfo.InvariantCulture),
    };
}
