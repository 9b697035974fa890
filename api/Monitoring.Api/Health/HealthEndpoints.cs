using Monitoring.Silo.Model;

namespace Monitoring.Api.Health;

/// <summary>Serves <c>/health/live</c> and <c>/health/ready</c>, to everybody: they tell nothing of the bank.</summary>
public static class HealthEndpoints
{
    /// <summary>Maps both.</summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", () => Results.Json(new { status = "live" }));
        endpoints.MapGet("/health/ready", async (Readiness readiness, ModelHost model, CancellationToken cancellationToken) =>
            await readiness.ProblemAsync(cancellationToken) is null
                ? Results.Json(Answer(model.Status))
                : Results.Json(new { status = "unavailable" }, statusCode: StatusCodes.Status503ServiceUnavailable));
    }

    /// <summary>Without a good model postings are taken and the rules go on: that is degraded, and ready all the same.</summary>
    private static object Answer(ModelStatus model) =>
        new { status = model.IsDegraded ? "degraded" : "ready", model = ModelMetrics.NameOf(model.State), modelVersion = model.Version };
}
