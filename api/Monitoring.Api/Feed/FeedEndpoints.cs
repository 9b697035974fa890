using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Monitoring.Silo.Feed;

namespace Monitoring.Api.Feed;

/// <summary>The feed over HTTP: bodies of any length, streamed.</summary>
public static class FeedEndpoints
{
    /// <summary>Where a body came from, for the quarantine.</summary>
    private const string Source = "http";

    private const string ReturnParameter = "return";
    private const string ReturnBalances = "balances";

    /// <summary>Maps the feed, its quarantine and the closing of days.</summary>
    public static IEndpointRouteBuilder MapFeed(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(FeedPaths.Postings, http => TakeAsync(http, FeedKind.Postings));
        routes.MapPost(FeedPaths.Reference, http => TakeAsync(http, FeedKind.Reference));
        routes.MapQuarantine();
        routes.MapDays();
        return routes;
    }

    private static async Task TakeAsync(HttpContext http, FeedKind kind)
    {
        var problem = FeedRequest.TryRead(http.Request, out var request);
        problem ??= TryReadReturn(http.Request, out _);
        if (problem is not null)
        {
            await problem.WriteAsync(http);
            return;
        }

        // A body is bounded line by line, not as a whole. Kestrel's lowest data rate stays on: a sender that stalls is cut off.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        TryReadReturn(http.Request, out var withBalances);
        var input = new FeedInput
        {
            Body = http.Request.Body,
            Kind = kind,
            Format = request.Format,
            IsGzip = request.IsGzip,
            Source = Source,
            WithBalances = withBalances,
        };
        var result = await http.RequestServices.GetRequiredService<FeedIngest>().TakeAsync(input, http.RequestAborted);
        if (http.RequestAborted.IsCancellationRequested) return;
        await FeedAnswer.WriteAsync(http, kind, result, http.RequestServices.GetRequiredService<IOptions<FeedOptions>>().Value);
    }

    private static FeedProblem? TryReadReturn(HttpRequest request, out bool withBalances)
    {
        var wanted = request.Query[ReturnParameter];
        withBalances = wanted.Count > 0;
        return wanted.Count == 0 || wanted == ReturnBalances
            ? null
            : new FeedProblem(
                StatusCodes.Status400BadRequest, FeedHttpCodes.ParameterInvalid,
                    $"{ReturnParameter} must be '{ReturnBalances}', or absent.");
    }
}
