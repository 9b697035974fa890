using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Api.Metrics;
using Monitoring.Api.Tests.Support;
using Monitoring.Silo.Stores;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Monitoring.Api.Tests.Metrics;

[Collection(nameof(RunsAlone))]
public sealed class MetricsTests
{
    [Fact]
    public async Task Names_units_types_and_labels_are_those_of_Prometheus()
    {
        using var meter = new Meter("Monitoring.Test");
        var exporter = new PrometheusExporter();
        using var provider = Sdk.CreateMeterProviderBuilder().AddMeter(meter.Name).AddReader(
            new BaseExportingMetricReader(exporter)).Build();
        meter.CreateCounter<long>("bytes.read", "By", "Bytes\nread \\ all.").Add(
            5, new KeyValuePair<string, object?>("file.name", "a\"b\\c\nd"));
        meter.CreateUpDownCounter<int>("in_flight", "{record}").Add(-2);
        meter.CreateObservableGauge("load", () => 0.25, "1", "Load.");
        var duration = meter.CreateHistogram<double>(
            "call.duration", "s", "Time.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1] });
        duration.Record(0.25);
        duration.Record(2);
        var wait = meter.CreateHistogram<double>(
            "wait", "ms", "Time.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [5] });
        wait.Record(3, new KeyValuePair<string, object?>("callDirection", "in"));
        meter.CreateObservableGauge("memory", () => 24055L, "MB", "Memory.");

        var text = await exporter.ScrapeAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            """
            # HELP bytes_read_bytes_total Bytes\nread \\ all.
            # TYPE bytes_read_bytes_total counter
            bytes_read_bytes_total{file_name="a\"b\\c\nd"} 5
            # HELP call_duration_seconds Time.
            # TYPE call_duration_seconds histogram
            call_duration_seconds_bucket{le="0.5"} 1
            call_duration_seconds_bucket{le="1"} 1
            call_duration_seconds_bucket{le="+Inf"} 2
            call_duration_seconds_sum 2.25
            call_duration_seconds_count 2
            # HELP in_flight in_flight, as Monitoring.Test measures it.
            # TYPE in_flight gauge
            in_flight -2
            # HELP load_ratio Load.
            # TYPE load_ratio gauge
            load_ratio 0.25
            # HELP memory_bytes Memory.
            # TYPE memory_bytes gauge
            memory_bytes 25223495680
            # HELP wait_seconds Time.
            # TYPE wait_seconds histogram
            wait_seconds_bucket{call_direction="in",le="0.005"} 1
            wait_seconds_bucket{call_direction="in",le="+Inf"} 1
            wait_seconds_sum{call_direction="in"} 0.003
            wait_seconds_count{call_direction="in"} 1

            """,
            text);
    }

    [Fact]
    public async Task Two_meters_with_one_name_are_told_apart()
    {
        using var first = new Meter("Monitoring.First");
        using var second = new Meter("Monitoring.Second");
        var exporter = new PrometheusExporter();
        using var provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter("Monitoring.First", "Monitoring.Second").AddReader(new BaseExportingMetricReader(exporter)).Build();
        first.CreateCounter<long>("things", description: "Things.").Add(1);
        second.CreateCounter<long>("things", description: "Things.").Add(2);

        var text = await exporter.ScrapeAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, text.Split("# TYPE things_total counter").Length - 1);
        Assert.Equal(2, text.Split('\n').Where(line => line.StartsWith("things_total", StringComparison.Ordinal)).Distinct().Count());
    }

    [Fact]
    public async Task A_running_servers_metrics_satisfy_Prometheus_own_checker()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(folder.Path);
        await server.DeclareAsync([.. Bank.Branches, Bank.Account("A1", "B001")]);
        await server.PostAsync(Bank.Posting("A1", 100), Bank.Posting("A1", -500));
        await server.QueryAsync("{ alerts { totalCount } }");

        using var response = await server.Http.GetAsync("/metrics", TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Contains("monitoring_grain_postings_total 2\n", text, StringComparison.Ordinal);
        Assert.Contains("monitoring_ready 1\n", text, StringComparison.Ordinal);
        Assert.Contains("monitoring_detection_alerts_total{rule=\"Overdrawn\",severity=\"Medium\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("monitoring_feed_body_duration_seconds_bucket{", text, StringComparison.Ordinal);
        Assert.Contains("journal_transactions_total", text, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration_seconds", text, StringComparison.Ordinal);
        var (code, output) = await CheckAsync(text);
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_shows_in_the_same_scrape()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(
            folder.Path, customize: static services => services.AddSingleton<IStoreHealth>(new BrokenStore()));

        Assert.Contains("monitoring_ready 0\n", await ScrapeAsync(server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_counts_failures_is_told_from_the_start_so_that_the_first_one_shows()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(folder.Path);

        var text = await ScrapeAsync(server);

        string[] zeros = ["journal_failures_total", "journal_conflicts_total", "monitoring_feed_retries_total", "monitoring_escalation_failures_total"];
        Assert.All(zeros, name => Assert.Contains($"{name} 0\n", text, StringComparison.Ordinal));
        Assert.Contains("monitoring_escalation_escalations_total{level=\"1\"} 0\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_delay_of_alerts_is_that_of_new_ones_not_of_those_missed_before()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(folder.Path);
        await server.DeclareAsync([.. Bank.Branches, Bank.Account("A1", "B001"), Bank.Account("A2", "B001")]);
        await server.PostAsync(Bank.Posting("A1", -1));
        server.Clock.Advance(TimeSpan.FromHours(1));
        await using var watch = await EventStream.OpenAsync(server, "subscription { alertRaised(after: \"0\") { id } }");
        await watch.NextAsync();
        Assert.DoesNotContain("monitoring_alert_delay_seconds_count", await ScrapeAsync(server), StringComparison.Ordinal);

        await server.PostAsync(Bank.Posting("A2", -2));
        await watch.NextAsync();

        var text = await ScrapeAsync(server);
        Assert.Contains("monitoring_alert_delay_seconds_count 1\n", text, StringComparison.Ordinal);
        Assert.Contains("monitoring_alert_delay_seconds_sum 0\n", text, StringComparison.Ordinal);
        Assert.Contains("monitoring_alert_cursor 2\n", text, StringComparison.Ordinal);
        Assert.Contains("monitoring_alert_behind 0\n", text, StringComparison.Ordinal);
    }

    private static Task<string> ScrapeAsync(TestServer server) => server.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);

    private static async Task<(int Code, string Output)> CheckAsync(string text)
    {
        var tool = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "promtool")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(tool is null, "promtool is not installed (Debian package prometheus).");
        var start = new ProcessStartInfo(tool!, ["check", "metrics"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(text);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        output += await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }

    private sealed class BrokenStore : IStoreHealth
    {
        public string Problem => "The disk is full.";

        public ValueTask<bool> ProbeAsync(CancellationToken cancellation) => ValueTask.FromResult(false);
    }
}
