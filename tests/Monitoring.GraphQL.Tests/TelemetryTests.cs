using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Monitoring.GraphQL.Tests.Kinds;
using Monitoring.GraphQL.Tests.Support;

namespace Monitoring.GraphQL.Tests;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Each_operation_is_measured_and_traced_by_kind_and_name_without_its_content()
    {
        var measured = new ConcurrentBag<(string Instrument, string Tags)>();
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Monitoring.GraphQL") listener.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => measured.Add((instrument.Name, Text(tags))));
        meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => measured.Add((instrument.Name, Text(tags))));
        meters.Start();
        var traced = new ConcurrentBag<Activity>();
        using var traces = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Monitoring.GraphQL",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = traced.Add,
        };
        ActivitySource.AddActivityListener(traces);
        var server = new TestServer(KindsSchema.Configure);
        await server.RunAsync("mutation TelemetryTest { refuse }");
        Assert.Contains(("graphql.operation.duration", "graphql.operation.type=mutation"), measured);
        Assert.Contains(("graphql.errors", "code=REFUSED"), measured);
        var trace = Assert.Single(traced, activity => (string?)activity.GetTagItem("graphql.operation.name") == "TelemetryTest");
        Assert.Equal("mutation", trace.OperationName);
        Assert.Equal(ActivityStatusCode.Error, trace.Status);
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
}
