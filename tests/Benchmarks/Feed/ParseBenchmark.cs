using System.Diagnostics;
using System.Globalization;
using System.Text;
using Monitoring.Contracts.Feed;
using Monitoring.Domain.Calendar;
using Monitoring.Silo.Feed;
using Monitoring.Silo.Feed.Parsing;

namespace Monitoring.Benchmarks.Feed;

/// <summary>
/// Reading and checking postings, without sending them anywhere: lines a second and bytes allocated a line, in each format.
/// </summary>
public static class ParseBenchmark
{
    private const int DefaultLines = 500_000;
    private const int Rounds = 3;

    private static readonly string[] Columns =
    [
        "postingId", "account", "direction", "amount", "currency", "bookedAt", "branch", "channel", "counterparty", "counterpartyName",
        "trace", "teller", "valueDate", "narrative", "balanceAfter",
    ];

    /// <summary>Runs it; the first argument may be the number of lines.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var lines = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : DefaultLines;
        Console.WriteLine($"{"format",-8} {"lines/s",12} {"ns/line",9} {"bytes/line",11} {"MB/s",7}");
        foreach (var format in Enum.GetValues<FeedFormat>())
        {
            var body = Body(format, lines);
            var best = TimeSpan.MaxValue;
            long allocated = 0;
            for (var round = 0; round < Rounds; round++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                var start = Stopwatch.GetTimestamp();
                var read = await ReadAsync(body, format);
                var elapsed = Stopwatch.GetElapsedTime(start);
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                if (read != lines) throw new InvalidOperationException($"{read} of {lines} lines were read well.");
                if (elapsed < best) best = elapsed;
            }

            Console.WriteLine(
                $"{format,-8} {lines / best.TotalSeconds,12:N0} {best.TotalNanoseconds / lines,9:N0} {allocated / lines,11:N0} "
                + $"{body.Length / best.TotalSeconds / 1e6,7:N0}");
        }

        return 0;
    }

    private static async Task<int> ReadAsync(byte[] body, FeedFormat format)
    {
        var rules = new FeedRules(
            new BankCalendar(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), new TimeOnly(22, 0)), TimeProvider.System);
        using var reader = new FeedReader<Posting>(new MemoryStream(body), format, new PostingDraft(rules), 64 * 1024);
        var batch = new List<FeedLine<Posting>>();
        var read = 0;
        while (await reader.ReadAsync(batch, CancellationToken.None))
        {
            foreach (var line in batch)
            {
                if (line.Record is not null) read++;
            }
        }

        return read;
    }

    private static byte[] Body(FeedFormat format, int lines)
    {
        var text = new StringBuilder(lines * 300);
        if (format == FeedFormat.Json) text.Append("[\n");
        if (format == FeedFormat.Csv) text.AppendJoin(',', Columns).Append('\n');
        for (var i = 0; i < lines; i++)
        {
            var cells = Cells(i);
            if (format == FeedFormat.Csv) text.AppendJoin(',', cells);
            else AppendObject(text, cells);
            text.Append(format == FeedFormat.Json && i + 1 < lines ? ",\n" : "\n");
        }

        if (format == FeedFormat.Json) text.Append(']');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string[] Cells(int i) =>
    [
        FormattableString.Invariant($"P-{i:D9}"),
        FormattableString.Invariant($"6217{(long)i * 7919 % 100_000:D12}"),
        i % 3 == 0 ? "debit" : "credit",
        FormattableString.Invariant($"{1_000 + (i * 37L % 1_000_000)}"),
        "CNY",
        FormattableString.Invariant($"2026-06-{1 + (i % 28):D2}T{i % 24:D2}:{i % 60:D2}:{i * 7 % 60:D2}+08:00"),
        FormattableString.Invariant($"B{i % 40:D3}"),
        i % 2 == 0 ? "online" : "pos",
        FormattableString.Invariant($"6217{(long)i * 104_729 % 100_000:D12}"),
        "王小明",
        FormattableString.Invariant($"{i % 1_000_000:D6}"),
        FormattableString.Invariant($"T{i % 90:D2}"),
        FormattableString.Invariant($"2026-06-{1 + (i % 28):D2}"),
        "货款 invoice",
        FormattableString.Invariant($"{i * 11L}"),
    ];

    private static void AppendObject(StringBuilder text, string[] cells)
    {
        text.Append('{');
        for (var i = 0; i < cells.Length; i++)
        {
            var isNumber = Columns[i] is "amount" or "balanceAfter";
            if (i > 0) text.Append(',');
            text.Append('"').Append(Columns[i]).Append("\":");
            text.Append(isNumber ? "" : "\"").Append(cells[i]).Append(isNumber ? "" : "\"");
        }

        text.Append('}');
    }
}
