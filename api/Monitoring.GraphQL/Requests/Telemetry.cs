using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Monitoring.GraphQL;

/// <summary>Metrics and traces of operations. Tags carry names and kinds, never arguments or results.</summary>
internal static class Telemetry
{
    public const string Name = "Monitoring.GraphQL";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram<double>("graphql.operation.duration", "s", "Time from a checked operation to its result.");

    private static readonly Histogram<long> CostOf = Meter.CreateHistogram<long>("graphql.operation.cost", "{cost}", "Estimated cost of operations.");

    private static readonly Counter<long> ErrorCount = Meter.CreateCounter<long>("graphql.errors", "{error}", "Errors by code.");

    private static readonly UpDownCounter<int> Subscriptions =
        Meter.CreateUpDownCounter<int>("graphql.subscriptions.open", "{subscription}", "Subscriptions open now.");

    private static readonly Counter<long> Events = Meter.CreateCounter<long>("graphql.subscriptions.events", "{event}", "Events sent to subscribers.");

    public static string Word(OperationKind kind) => kind switch
    {
        OperationKind.Query => "query",
        OperationKind.Mutation => "mutation",
        _ => "subscription",
    };

    public static Activity? Start(OperationNode operation)
    {
        if (!Source.HasListeners()) return null;
        var kind = Word(operation.Kind);
        var activity = Source.StartActivity(kind, ActivityKind.Server);
        activity?.SetTag("graphql.operation.type", kind);
        activity?.SetTag("graphql.operation.name", operation.Name?.Value);
        return activity;
    }

    public static void Finish(Activity? activity, PreparedOperation operation, OperationResult result, long started)
    {
        var kind = new KeyValuePair<string, object?>("graphql.operation.type", Word(operation.Kind));
        Duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, kind);
        CostOf.Record(operation.Cost, kind);
        Refused(result.Errors);
        if (activity is null) return;
        activity.SetTag("graphql.errors", result.Errors.Count);
        if (result.Errors.Count > 0) activity.SetStatus(ActivityStatusCode.Error);
    }

    public static void Refused(IReadOnlyList<GraphQLError> errors)
    {
        foreach (var error in errors) ErrorCount.Add(1, new KeyValuePair<string, object?>("code", error.Code ?? "NONE"));
    }

    public static void SubscriptionOpened() => Subscriptions.Add(1);

    public static void SubscriptionClosed() => Subscriptions.Add(-1);

    public static void EventSent() => Events.Add(1);
}
