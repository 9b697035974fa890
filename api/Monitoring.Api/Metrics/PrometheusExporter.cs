using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Monitoring.Api.Metrics;

/// <summary>
/// Hands the metrics of the OpenTelemetry SDK to whoever scrapes them: each scrape collects once. Thread-safe; scrapes wait for each other.
/// </summary>
[ExportModes(ExportModes.Pull)]
public sealed class PrometheusExporter : BaseExporter<Metric>, IPullMetricExporter
{
    /// <summary>Longest a collection may take; observable instruments answer from memory.</summary>
    private const int CollectMilliseconds = 10_000;

    private readonly SemaphoreSlim _scraping = new(1, 1);
    private string _text = "";

    /// <summary>Collects; set by the reader.</summary>
    public Func<int, bool>? Collect { get; set; }

    /// <summary>All metrics as they are now, in Prometheus' text format 0.0.4.</summary>
    /// <exception cref="InvalidOperationException">The metrics could not be collected.</exception>
    public async Task<string> ScrapeAsync(CancellationToken cancellationToken)
    {
        await _scraping.WaitAsync(cancellationToken);
        try
        {
            var isCollected = Collect?.Invoke(CollectMilliseconds) ?? throw new InvalidOperationException("The exporter has no reader.");
            return isCollected ? _text : throw new InvalidOperationException("The metrics could not be collected.");
        }
        finally
        {
            _scraping.Release();
        }
    }

    /// <inheritdoc/>
    public override ExportResult Export(in Batch<Metric> batch)
    {
        var writer = new PrometheusText();
        foreach (var metric in batch) writer.Add(metric);
        _text = writer.ToString();
        return ExportResult.Success;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _scraping.Dispose();
        base.Dispose(disposing);
    }
}
