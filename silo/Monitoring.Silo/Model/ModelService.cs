using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Monitoring.Silo.Model;

/// <summary>Looks after the model until the host stops, by the world's clock; a look that fails is repeated at the next one.</summary>
/// <param name="host">The model.</param>
/// <param name="metrics">Made here, so that the metrics are there from the start.</param>
/// <param name="options">How often.</param>
/// <param name="log">Log.</param>
public sealed class ModelService(ModelHost host, ModelMetrics metrics, ModelOptions options, ILogger<ModelService> log) : BackgroundService
{
    /// <summary>The metrics.</summary>
    public ModelMetrics Metrics => metrics;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.PollSeconds));
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false)) Look();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; there is nothing to finish.
        }
    }

    private void Look()
    {
        try
        {
            host.Look();
        }
        catch (Exception error)
        {
            log.LookFailed(error);
        }
    }
}
