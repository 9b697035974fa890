using System.Diagnostics.Metrics;
using Orleans;

namespace Monitoring.LocalSilo;

/// <summary>What the silo tells of itself, under the meter <c>Monitoring.LocalSilo</c>.</summary>
internal sealed class LocalSiloMetrics : IDisposable
{
    internal const string MeterName = "Monitoring.LocalSilo";

    private readonly Meter _meter;
    private readonly bool _ownsMeter;
    private readonly Counter<long> _activated;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _deactivated;

    internal LocalSiloMetrics(IMeterFactory? factory, Func<IEnumerable<GrainKind>> kinds, Func<int> parked)
    {
        // A factory disposes of its meters itself.
        _ownsMeter = factory is null;
        _meter = factory?.Create(MeterName) ?? new Meter(MeterName);
        _activated = _meter.CreateCounter<long>("grain.activations.made", "{activation}", "Grains activated.");
        _failed = _meter.CreateCounter<long>("grain.activations.failed", "{activation}", "Grains that could not be activated.");
        _deactivated = _meter.CreateCounter<long>("grain.deactivations", "{activation}", "Grains put away, by reason.");
        _meter.CreateObservableUpDownCounter(
            "grain.activations",
            () => kinds().Select(static kind => new Measurement<int>(kind.Active, Tag(kind.Name))),
            "{activation}",
            "Grains active now.");
        _meter.CreateObservableUpDownCounter(
            "grain.activations.waiting", parked, "{activation}", "Grains to be activated when others have been put away.");
    }

    public void Dispose()
    {
        if (_ownsMeter)
        {
            _meter.Dispose();
        }
    }

    internal void Activated(string kind) => _activated.Add(1, Tag(kind));

    internal void ActivationFailed(string kind) => _failed.Add(1, Tag(kind));

    internal void Deactivated(string kind, DeactivationReasonCode reason) =>
        _deactivated.Add(1, Tag(kind), new KeyValuePair<string, object?>("reason", ReasonOf(reason)));

    private static KeyValuePair<string, object?> Tag(string kind) => new("grain.type", kind);

    /// <summary>Words without an allocation each time.</summary>
    private static string ReasonOf(DeactivationReasonCode reason) => reason switch
    {
        DeactivationReasonCode.ShuttingDown => "shutting_down",
        DeactivationReasonCode.ActivationIdle => "idle",
        DeactivationReasonCode.HighMemoryPressure => "too_many",
        DeactivationReasonCode.ApplicationRequested => "requested",
        DeactivationReasonCode.ApplicationError => "inconsistent_state",
        _ => "other",
    };
}
