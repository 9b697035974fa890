using System.Text;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Silo.Feed;
using Monitoring.Silo.Feed.Parsing;
using Monitoring.Silo.Tests.Feed.Fixtures;

namespace Monitoring.Silo.Tests.Feed;

/// <summary>The three formats say the same thing, however their bytes come in.</summary>
public sealed class FormatTests
{
    private readonly FeedBench _bench = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_same_postings_in_three_formats_are_the_same_records(int seed)
    {
        var postings = RandomPostings.Make(new Random(seed), 200);
        var lines = await ReadAsync(RandomPostings.NdJson(postings), FeedFormat.NdJson);
        var array = await ReadAsync(RandomPostings.Json(postings), FeedFormat.Json);
        var rows = await ReadAsync(RandomPostings.Csv(postings, new Random(seed)), FeedFormat.Csv);

        Assert.All(lines, line => Assert.Null(line.Fault));
        Assert.Equal(200, lines.Count);
        Assert.Equal(lines.Select(line => line.Record), array.Select(line => line.Record));
        Assert.Equal(lines.Select(line => line.Record), rows.Select(line => line.Record));
    }

    [Fact]
    public async Task Every_field_arrives()
    {
        var line = """
            {"postingId":" P-000001 ","account":"6217000000000001","direction":"debit","amount":1250000,"currency":"CNY",
            "bookedAt":"2026-06-01T22:15:30.5+08:00","branch":"B001","channel":"online","counterparty":"6217000000000777",
            "counterpartyName":"王小明","trace":"001209","teller":"T07","valueDate":"2026-06-03","reversalOf":"P-0",
            "narrative":"货款\t","balanceAfter":-9876500,"later":{"deep":[1,{"x":null}]}}
            """.ReplaceLineEndings("");
        var posting = Assert.Single(await ReadAsync(Encoding.UTF8.GetBytes(line), FeedFormat.NdJson)).Record!;

        Assert.Equal(("P-000001", "6217000000000001", Direction.Debit, 1_250_000L, "CNY"),
            (posting.PostingId, posting.Account, posting.Direction, posting.Amount, posting.Currency));
        Assert.Equal(new DateTimeOffset(2026, 6, 1, 22, 15, 30, 500, TimeSpan.FromHours(8)), posting.BookedAt);
        Assert.Equal(TimeSpan.FromHours(8), posting.BookedAt.Offset);
        Assert.Equal(new DateOnly(2026, 6, 2), posting.BusinessDate);
        Assert.Equal(("B001", Channel.Online, "6217000000000777", "王小明"),
            (posting.Branch, posting.Channel, posting.Counterparty, posting.CounterpartyName));
        Assert.Equal(("001209", "T07", new DateOnly(2026, 6, 3), "P-0"),
            (posting.Trace, posting.Teller, posting.ValueDate, posting.ReversalOf));
        Assert.Equal(("货款", -9_876_500L), (posting.Narrative, posting.BalanceAfter));
        Assert.Equal(PostingKey.Of("P-000001"), posting.Key);
        Assert.Equal(PostingContent.Hash(posting), posting.ContentHash);
    }

    [Theory]
    [InlineData("2026-06-01T10:00:00Z", "2026-06-01T10:00:00+00:00")]
    [InlineData("2026-06-01t10:00:00z", "2026-06-01T10:00:00+00:00")]
    [InlineData("2026-06-01T10:00:00-00:00", "2026-06-01T10:00:00+00:00")]
    [InlineData("2026-06-01T10:00:00.123456789+05:45", "2026-06-01T10:00:00.1234567+05:45")]
    [InlineData("2026-06-02T10:00:00+14:00", "2026-06-02T10:00:00+14:00")]
    [InlineData("2024-02-29T00:00:00-12:00", "2024-02-29T00:00:00-12:00")]
    [InlineData("1990-01-01T00:00:00+08:00", "1990-01-01T00:00:00+08:00")]
    [InlineData("2026-06-03T08:00:00+08:00", "2026-06-03T08:00:00+08:00")]
    public async Task Instants_of_RFC_3339_are_taken(string text, string expected)
    {
        var line = FeedBench.Line("P-1").Replace("2026-06-01T10:00:00+08:00", text, StringComparison.Ordinal);
        var posting = Assert.Single(await ReadAsync(Encoding.UTF8.GetBytes(line), FeedFormat.NdJson)).Record!;
        Assert.Equal(expected,
            posting.BookedAt.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_senders_business_date_wins_within_a_week()
    {
        var line = FeedBench.Line("P-1", more: ",\"businessDate\":\"2026-05-25\"");
        var posting = Assert.Single(await ReadAsync(Encoding.UTF8.GetBytes(line), FeedFormat.NdJson)).Record!;
        Assert.Equal(new DateOnly(2026, 5, 25), posting.BusinessDate);
    }

    [Fact]
    public async Task Line_ends_blank_lines_and_a_byte_order_mark_do_not_matter()
    {
        byte[] mark = [0xEF, 0xBB, 0xBF];
        var body = $"\r\n{FeedBench.Line("P-1")}\r\n   \r\n\n\t\n{FeedBench.Line("P-2")}";
        var lines = await ReadAsync([.. mark, .. Encoding.UTF8.GetBytes(body)], FeedFormat.NdJson);

        Assert.Equal(["P-1", "P-2"], lines.Select(line => line.Record?.PostingId));
        Assert.Equal([2L, 6L], lines.Select(line => line.Number));
    }

    [Fact]
    public async Task A_table_may_have_lines_above_its_header_other_columns_and_quotes()
    {
        const string body = "\uFEFFStatement of June\r\n\r\nbank,\"Rural Bank, County\"\r\n"
            + "note,bookedAt,currency,amount,direction,account,postingId,narrative\r\n"
            + "x,2026-06-01T10:00:00+08:00,CNY, 100 ,credit,A1,P-1,\"say \"\"hi\"\", twice\"\r\n"
            + "\r\n"
            + "\"\",\"2026-06-01T10:00:00+08:00\",\"CNY\",\"7\",\"debit\",\"A1\",\"P-2\",\r\n";
        var lines = await ReadAsync(Encoding.UTF8.GetBytes(body), FeedFormat.Csv);

        Assert.Equal([5L, 7L], lines.Select(line => line.Number));
        Assert.Equal(["say \"hi\", twice", null], lines.Select(line => line.Record!.Narrative));
        Assert.Equal([100L, 7L], lines.Select(line => line.Record!.Amount));
    }

    [Fact]
    public async Task An_array_may_be_written_over_many_lines_and_one_object_may_stand_alone()
    {
        var pretty = "[\n  {\n    \"postingId\": \"P-1\",\n" + FeedBench.Line("P-1")[19..^1] + "\n  }\n,\n" + FeedBench.Line("P-2")
            + "\n]\n";
        Assert.Equal([(2L, "P-1"), (7L, "P-2")], (await ReadAsync(Encoding.UTF8.GetBytes(pretty), FeedFormat.Json))
            .Select(line => (line.Number, line.Record!.PostingId)));
        Assert.Single(await ReadAsync(Encoding.UTF8.GetBytes(FeedBench.Line("P-1")), FeedFormat.Json));
        Assert.Empty(await ReadAsync(" [ ] "u8.ToArray(), FeedFormat.Json));
    }

    [Fact]
    public async Task Elements_that_are_no_objects_are_rejected_one_by_one()
    {
        var body = $"[1,\"a,]\",null,[[{{}}]],{FeedBench.Line("P-1")},true]";
        var result = await _bench.TakeAsync(body, FeedFormat.Json);
        Assert.Equal((FeedStatus.Completed, 1L, 5L), (result.Status, result.Accepted, result.Rejected));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("]", 1)]
    [InlineData(" x", 1)]
    [InlineData("[GOOD", 1)]
    [InlineData("[GOOD,", 1)]
    [InlineData("[GOOD,]", 1)]
    [InlineData("[GOOD GOOD]", 1)]
    [InlineData("[GOOD}", 1)]
    [InlineData("[GOOD,{\"postingId\":\"x", 1)]
    [InlineData("[GOOD] GOOD", 1)]
    [InlineData("GOOD GOOD", 1)]
    public async Task What_stands_before_the_break_of_an_array_is_answered(string shape, int line)
    {
        var good = shape.Contains("GOOD", StringComparison.Ordinal);
        var result = await _bench.TakeAsync(shape.Replace("GOOD", FeedBench.Line("P-1"), StringComparison.Ordinal), FeedFormat.Json);
        if (!good)
        {
            Assert.Equal((FeedStatus.Unreadable, FeedCodes.Malformed, 0L), (result.Status, result.Code, result.Accepted));
            return;
        }

        Assert.Equal((FeedStatus.Completed, 1L, 1L), (result.Status, result.Accepted, result.Rejected));
        Assert.Equal((FeedCodes.Malformed, (long)line), (result.Rejections[0].Code, result.Rejections[0].Line));
    }

    [Theory]
    [InlineData("", FeedCodes.Malformed, null)]
    [InlineData("a,b,c\n1,2,3\n", FeedCodes.FieldMissing, "postingId")]
    [InlineData("postingId,account,direction,amount,currency\nP,A,credit,1,CNY\n", FeedCodes.FieldMissing, "bookedAt")]
    [InlineData("postingId,account,direction,amount,currency,bookedAt,amount\n", FeedCodes.FieldRepeated, "amount")]
    [InlineData("\"postingId,account\n", FeedCodes.Malformed, null)]
    public async Task A_table_without_a_header_cannot_be_read(string body, string code, string? field)
    {
        var result = await _bench.TakeAsync(body, FeedFormat.Csv);
        Assert.Equal((FeedStatus.Unreadable, code), (result.Status, result.Code));
        if (field is not null) Assert.Contains(field, result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_in_UTF_16_is_refused_by_name()
    {
        var result = await _bench.TakeAsync(
            Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(FeedBench.Line("P-1"))).ToArray());
        Assert.Equal(FeedStatus.Unreadable, result.Status);
        Assert.Contains("UTF-16", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reference_records_arrive_whole_in_every_format()
    {
        const string lines = """
            {"type":"branch","id":"B1","parent":"HQ","name":"First"}
            {"type":"branch","id":"HQ"}
            {"type":"account","id":"A1","branch":"B1","kind":"corporateCurrent","currency":"USD","openedAt":"2020-01-05T09:00:00+08:00",\
            "openedBy":"walkIn","openingBalance":-5,"customer":"C-17",\
            "declaredCounterparties":["X","Y","X"],"ownerStaff":"T1","relatedStaff":["T2","T3"]}
            {"type":"settlementAccount","id":"S1","branch":"B1","kind":"atmCash","currency":"CNY","openingBalance":7}
            """;
        const string table = "type,id,parent,name,branch,kind,currency,openedAt,openedBy,openingBalance,customer,"
            + "declaredCounterparties,ownerStaff,relatedStaff\n"
            + "branch,B1,HQ,First,,,,,,,,,,\nbranch,HQ,,,,,,,,,,,,\n"
            + "account,A1,,,B1,corporateCurrent,USD,2020-01-05T09:00:00+08:00,walkIn,-5,C-17,X;Y;X,T1,T2; T3\n"
            + "settlementAccount,S1,,,B1,atmCash,CNY,,,7,,,,\n";
        var fromLines = await ReadReferenceAsync(lines.Replace("\\\n", "", StringComparison.Ordinal), FeedFormat.NdJson);
        var fromTable = await ReadReferenceAsync(table, FeedFormat.Csv);

        Assert.Equal(4, fromLines.Count);
        Assert.Equal(new BranchReference { Id = "HQ", Name = "HQ" }, fromLines[1].Branch);
        foreach (var records in new[] { fromLines, fromTable })
        {
            Assert.Equal(new BranchReference { Id = "B1", Parent = "HQ", Name = "First" }, records[0].Branch);
            var account = records[2].Account!;
            Assert.Equal(["X", "Y"], account.DeclaredCounterparties!);
            Assert.Equal(["T2", "T3"], account.RelatedStaff!);
            Assert.Equal((AccountKind.CorporateCurrent, "USD", OpenedBy.WalkIn, -5L),
                (account.Kind, account.Currency, account.OpenedBy, account.OpeningBalance!.Value));
            Assert.Equal(("C-17", "T1", new DateTimeOffset(2020, 1, 5, 9, 0, 0, TimeSpan.FromHours(8))),
                (account.Customer, account.OwnerStaff, account.OpenedAt!.Value));
            var cash = records[3].Settlement!;
            Assert.Equal(
                ("S1", "B1", SettlementKind.AtmCash, "CNY", 7L), (cash.Id, cash.Branch, cash.Kind, cash.Currency, cash.OpeningBalance!.Value));
        }
    }

    [Fact]
    public async Task An_empty_list_clears_and_an_absent_one_leaves()
    {
        const string account = """{"type":"account","id":"A1","branch":"B1","kind":"internal","currency":"CNY","relatedStaff":[],"""
            + "\"declaredCounterparties\":null}";
        var record = Assert.Single(await ReadReferenceAsync(account, FeedFormat.NdJson)).Account!;
        Assert.Empty(record.RelatedStaff!);
        Assert.Null(record.DeclaredCounterparties);
    }

    private Task<List<FeedLine<Posting>>> ReadAsync(byte[] body, FeedFormat format) =>
        Readers.ReadAsync(new MemoryStream(body), format, new PostingDraft(_bench.Rules));

    private async Task<List<ReferenceRecord>> ReadReferenceAsync(string body, FeedFormat format)
    {
        var lines = await Readers.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(body)), format, new ReferenceDraft(_bench.Rules));
        Assert.All(lines, line => Assert.Null(line.Fault));
        return [.. lines.Select(line => line.Record!)];
    }
}
