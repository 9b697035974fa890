using System.Text;
using Monitoring.Contracts.Feed;
using Monitoring.Grains.Queries;
using Monitoring.Silo.Feed;
using Monitoring.Silo.Tests.Feed.Fixtures;

namespace Monitoring.Silo.Tests.Feed;

/// <summary>Rejected lines are kept as they came, and can be sent again.</summary>
public sealed class QuarantineTests
{
    private readonly FeedBench _bench = new();

    [Fact]
    public async Task A_rejected_line_is_kept_as_it_came()
    {
        await _bench.TakeAsync($"{FeedBench.Line("P-1")}\r\n{{\"postingId\":\"P-2\",\"x\"\r\n");
        var kept = Assert.Single(_bench.Quarantine.Entries).Rejected;
        Assert.Equal("{\"postingId\":\"P-2\",\"x\"", Encoding.UTF8.GetString(kept.Body));
        Assert.Equal((MediaTypes.NdJson, "test", 2L, "P-2", FeedCodes.Malformed),
            (kept.ContentType, kept.Source, kept.Line, kept.RecordId, kept.Code));
    }

    [Fact]
    public async Task A_row_is_kept_with_its_header_so_that_it_can_be_sent_alone()
    {
        const string header = "amount,postingId,account,direction,currency,bookedAt";
        await _bench.TakeAsync($"{header}\n0,P-1,A1,credit,CNY,2026-06-01T10:00:00+08:00\n", FeedFormat.Csv);
        var entry = Assert.Single(_bench.Quarantine.Entries);
        Assert.Equal($"{header}\n0,P-1,A1,credit,CNY,2026-06-01T10:00:00+08:00", Encoding.UTF8.GetString(entry.Rejected.Body));

        var mended = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(entry.Rejected.Body).Replace("\n0,", "\n5,", StringComparison.Ordinal));
        var result = await _bench.Desk.ResubmitAsync(
            entry, new MemoryStream(mended), FeedFormat.Csv, TestContext.Current.CancellationToken);
        Assert.Equal(1, result.Accepted);
        Assert.Equal(QuarantineState.Resubmitted, _bench.Quarantine.Entries[0].State);
    }

    [Fact]
    public async Task The_same_bad_line_again_is_one_entry_seen_twice()
    {
        for (var i = 0; i < 2; i++) await _bench.TakeAsync(FeedBench.Line("P-1", amount: 0));
        Assert.Equal(2, Assert.Single(_bench.Quarantine.Entries).TimesSeen);
    }

    [Fact]
    public async Task A_posting_its_account_refused_can_be_sent_again_as_it_was_and_counts_once()
    {
        var refused = """
            {"postingId":"P-1","account":"A1","direction":"debit","amount":5,"currency":"USD","bookedAt":"2026-06-01T22:30:00.25+08:00",
            "branch":"B1","channel":"fee","counterparty":"C","counterpartyName":"王","trace":"01","teller":"T","valueDate":"2026-06-02",
            "reversalOf":"P-0","narrative":"a \"b\"","balanceAfter":-5,"note":"not ours"}
            """.ReplaceLineEndings("");
        await _bench.TakeAsync(refused);
        var entry = Assert.Single(_bench.Quarantine.Entries);
        Assert.Equal((FeedCodes.CurrencyMismatch, MediaTypes.Json), (entry.Rejected.Code, entry.Rejected.ContentType));

        var again = await _bench.Desk.ResubmitAsync(entry, null, FeedFormat.Json, TestContext.Current.CancellationToken);
        Assert.Equal(1, again.Rejected);
        Assert.Equal(QuarantineState.Open, Assert.Single(_bench.Quarantine.Entries).State);

        var mended = Encoding.UTF8.GetString(entry.Rejected.Body).Replace("USD", "CNY", StringComparison.Ordinal);
        for (var i = 0; i < 2; i++)
        {
            var body = new MemoryStream(Encoding.UTF8.GetBytes(mended));
            var taken = await _bench.Desk.ResubmitAsync(entry, body, FeedFormat.Json, TestContext.Current.CancellationToken);
            Assert.Equal((i == 0 ? 1L : 0L, i == 0 ? 0L : 1L), (taken.Accepted, taken.Duplicates));
        }

        // What was kept is the posting that was refused, field by field.
        await new FeedBench().TakeAsync(mended);
        var other = new FeedBench();
        await other.TakeAsync(refused.Replace("USD", "CNY", StringComparison.Ordinal));
        Assert.Equal(Assert.Single(other.Bank.Ledger("A1").Postings), Assert.Single(_bench.Bank.Ledger("A1").Postings));
        Assert.Equal(QuarantineState.Resubmitted, Assert.Single(_bench.Quarantine.Entries).State);
    }

    [Fact]
    public async Task A_line_that_was_cut_can_only_be_sent_mended()
    {
        await _bench.TakeAsync(new string('x', 70_000));
        var entry = Assert.Single(_bench.Quarantine.Entries);
        Assert.True(entry.Rejected.IsCut);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => _bench.Desk.ResubmitAsync(entry, null, FeedFormat.Json, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Garbage_cannot_fill_the_quarantine()
    {
        var bench = new FeedBench(options => options.MaxQuarantinedPerBody = 10);
        var result = await bench.TakeAsync(string.Join('\n', Enumerable.Range(1, 100).Select(i => $"nonsense {i}")));
        Assert.Equal(100, result.Rejected);
        Assert.Equal(10, bench.Quarantine.Entries.Count);
    }
}
