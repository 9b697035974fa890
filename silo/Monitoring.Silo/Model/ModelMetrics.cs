using System.Diagnostics.Metrics;
using System.Globalization;
using Monitoring.Grains.Grain;

namespace Monitoring.Silo.Model;

/// <summary>
/// Metrics of the model. At most 64 features of 32 bins each, so that the number of series is bounded whatever a model brings.
/// </summary>
public sealed class ModelMetrics
{
    private readonly ModelHost _host;

    /// <summary>Creates the instruments.</summary>
    public ModelMetrics(IMeterFactory meters, ModelHost host)
    {
        _host = host;
        var meter = meters.Create(GrainMetrics.MeterName);
        meter.CreateObservableGauge("monitoring.model.state", States, "{model}", "1 for the state the model is in.");
        meter.CreateObservableGauge("monitoring.model.info", Info, "{model}", "1, with the version in force.");
        meter.CreateObservableCounter("monitoring.model.scores", () => _host.Drift?.Scores ?? 0, "{score}", "Postings scored by the model in force.");
        meter.CreateObservableCounter("monitoring.model.samples", Samples, "{sample}", "Scores, and features of a sample of them, by the bins of the training.");
        meter.CreateObservableGauge("monitoring.model.drift", Drift, "1", "Population-stability index against the training, of the last full window.");
        meter.CreateObservableGauge("monitoring.model.drift.alarm", () => _host.Drift?.IsDrifting == true ? 1 : 0, "{alarm}", "1 while the score's index is above the alarm.");
    }

    private IEnumerable<Measurement<int>> States()
    {
        var now = _host.Status.State;
        return Enum.GetValues<ModelState>().Select(state => new Measurement<int>(state == now ? 1 : 0, Tag("state", NameOf(state))));
    }

    private IEnumerable<Measurement<int>> Info() =>
        _host.Status.Version is { } version ? [new Measurement<int>(1, Tag("version", version))] : [];

    private IEnumerable<Measurement<long>> Samples()
    {
        foreach (var counts in _host.Drift?.All ?? [])
        {
            for (var bin = 0; bin <= counts.Edges.Count; bin++)
            {
                var upTo = bin < counts.Edges.Count ? counts.Edges[bin].ToString("R", CultureInfo.InvariantCulture) : "+Inf";
                yield return new Measurement<long>(counts[bin], Tag("of", counts.Name), Tag("bin", upTo));
            }
        }
    }

    private IEnumerable<Measurement<double>> Drift() =>
        (_host.Drift?.All ?? []).Select(counts => new Measurement<double>(counts.Index, Tag("of", counts.Name)));

    /// <summary>A state as health and metrics name it.</summary>
    public static string NameOf(ModelState state) => state switch
    {
        ModelState.Loaded => "loaded",
        ModelState.Drifted => "drifted",
        ModelState.Refused => "refused",
        _ => "none",
    };

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
