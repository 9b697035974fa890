using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Monitoring.LocalSilo.Tests;

public sealed class MetricsTests
{
    [Fact]
    public async Task The_meter_tells_how_many_grains_are_active_were_made_failed_and_were_put_away()
    {
        await using var silo = new TestSilo();
        var factory = silo.Services.GetRequiredService<IMeterFactory>();
        var sums = new Dictionary<string, long>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Monitoring.LocalSilo" && ReferenceEquals(instrument.Meter.Scope, factory))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();

        await silo.Grain("a").Run(static _ => Task.CompletedTask).Within();
        await silo.Grain("b").Run(static self =>
        {
            self.End();
            return Task.CompletedTask;
        }).Within();
        await silo.Settled();
        silo.Script.OnConstruct = static _ => throw new InvalidDataException("constructor");
        await Assert.ThrowsAsync<InvalidDataException>(() => silo.Grain("c").Run(static _ => Task.CompletedTask).Within());
        listener.RecordObservableInstruments();

        Assert.Equal(
            [
                "grain.activations grain.type=reentrant: 0",
                "grain.activations grain.type=script: 1",
                "grain.activations.failed grain.type=script: 1",
                "grain.activations.made grain.type=script: 2",
                "grain.activations.waiting: 0",
                "grain.deactivations grain.type=script reason=requested: 1",
            ],
            sums.Select(static sum => $"{sum.Key}: {sum.Value}").Order(StringComparer.Ordinal));

        void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var name = instrument.Name;
            foreach (var tag in tags)
            {
                name += $" {tag.Key}={tag.Value}";
            }

            lock (sums)
            {
                sums[name] = sums.GetValueOrDefault(name) + value;
            }
        }
    }
}
