using System.Diagnostics.Metrics;
using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Monitoring.Domain.Calendar;
using Monitoring.Silo.Feed;
using Monitoring.Silo.Feed.Dispatch;
using Monitoring.Silo.Feed.Parsing;

namespace Monitoring.Silo.Tests.Feed.Fixtures;

/// <summary>A feed over a bank that only remembers, on a clock that stands still at 2 June 2026, 00:00 UTC.</summary>
internal sealed class FeedBench
{
    public FeedBench(Action<FeedOptions>? configure = null, TimeProvider? time = null)
    {
        configure?.Invoke(Options);
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        var metrics = new FeedMetrics(meters);
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        Directory = new LedgerDirectory(Bank, Bank);
        Feed = new FeedIngest(options, Calendar, Bank, Directory, Quarantine, time ?? Time, metrics, Log);
        Desk = new QuarantineDesk(Quarantine, Feed, Time);
        Calls = new GrainCalls(Directory, Options, time ?? Time, metrics);
    }

    public static BankCalendar Calendar { get; } = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), new TimeOnly(22, 0));

    private const string BookedAt = "\"bookedAt\":\"2026-06-01T10:00:00+08:00\"";

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 6, 2, 0, 0, 0, TimeSpan.Zero));

    public FeedOptions Options { get; } = new() { Retries = 0 };

    public FakeBank Bank { get; } = new();

    public RecordingLogger<FeedIngest> Log { get; } = new();

    public FakeQuarantine Quarantine { get; } = new();

    public LedgerDirectory Directory { get; }

    public FeedIngest Feed { get; }

    public QuarantineDesk Desk { get; }

    public GrainCalls Calls { get; }

    public FeedRules Rules => new(Calendar, Time);

    public Task<FeedResult> TakeAsync(
        string body, FeedFormat format = FeedFormat.NdJson, FeedKind kind = FeedKind.Postings, bool withBalances = false) =>
        TakeAsync(Encoding.UTF8.GetBytes(body), format, kind, withBalances);

    public Task<FeedResult> TakeAsync(
        byte[] body, FeedFormat format = FeedFormat.NdJson, FeedKind kind = FeedKind.Postings, bool withBalances = false,
            bool gzip = false) =>
        TakeAsync(new MemoryStream(body), format, kind, withBalances, gzip, TestContext.Current.CancellationToken);

    public Task<FeedResult> TakeAsync(
        Stream body, FeedFormat format, FeedKind kind, bool withBalances, bool gzip, CancellationToken cancellationToken) =>
        Feed.TakeAsync(
            new FeedInput { Body = body, Kind = kind, Format = format, IsGzip = gzip, Source = "test", WithBalances = withBalances },
            cancellationToken);

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(bytes);
        return packed.ToArray();
    }

    public static string Line(string id, string account = "A1", long amount = 100, string more = "") =>
        $$"""{"postingId":"{{id}}","account":"{{account}}","direction":"credit","amount":{{amount}},"currency":"CNY",""" +
        BookedAt + more + "}";
}
