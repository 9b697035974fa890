using Monitoring.Api.Health;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Monitoring.Api.Metrics;

/// <summary>Collects the metrics of all stages, and serves them.</summary>
public static class MetricsServices
{
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>The platform's own meters, and those of what it runs on.</summary>
    private static readonly string[] Meters =
    [
        "Monitoring", "Monitoring.*", "Microsoft.Orleans", "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel",
    ];

    /// <summary>Buckets for durations, seconds: from what a commit takes to what a sender is made to wait.</summary>
    private static readonly double[] SecondsBounds =
        [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    /// <summary>Buckets for counts in a batch.</summary>
    private static readonly double[] CountBounds = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];

    /// <summary>Adds the collection; also sends metrics by OTLP where the standard variable names a collector.</summary>
    public static IServiceCollection AddMonitoringMetrics(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<PrometheusExporter>();
        services.AddOpenTelemetry().WithMetrics(metrics =>
        {
            metrics.AddMeter(Meters)
                .AddView(instrument => instrument.GetType().Name.StartsWith("Histogram", StringComparison.Ordinal)
                    ? new ExplicitBucketHistogramConfiguration { Boundaries = instrument.Unit == "s" ? SecondsBounds : CountBounds }
                    : null)
                // A name that ends in "count" would be taken for part of a histogram.
                .AddView("dotnet.assembly.count", "dotnet.assembly.loaded")
                .AddView("dotnet.process.cpu.count", "dotnet.process.cpu.available")
                .AddView("dotnet.timer.count", "dotnet.timer.active")
                .AddReader(provider => new BaseExportingMetricReader(provider.GetRequiredService<PrometheusExporter>()));
            if (!string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) metrics.AddOtlpExporter();
        });
        return services;
    }

    /// <summary>Serves them at <c>/metrics</c>, with the readiness of that moment.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/metrics", async (HttpContext http, PrometheusExporter exporter, Readiness readiness) =>
        {
            await readiness.ProblemAsync(http.RequestAborted);
            var text = await exporter.ScrapeAsync(http.RequestAborted);
            http.Response.ContentType = ContentType;
            await http.Response.WriteAsync(text, http.RequestAborted);
        });
}
