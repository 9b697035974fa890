using System.Globalization;
using Microsoft.Extensions.Options;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Feed;

namespace Monitoring.Api.Feed;

/// <summary>Says over HTTP that a business day's feed is complete, as an import does at the end of its input.</summary>
internal static class DayEndpoints
{
    public static void MapDays(this IEndpointRouteBuilder routes) => routes.MapPost(FeedPaths.Days + "/{date}/close", CloseAsync);

    private static async Task CloseAsync(HttpContext http)
    {
        var text = http.Request.RouteValues["date"] as string;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            await new FeedProblem(StatusCodes.Status400BadRequest, FeedHttpCodes.ParameterInvalid, $"'{text}' is no date, as 2026-11-22.")
                .WriteAsync(http);
            return;
        }

        try
        {
            var accounts = await http.RequestServices.GetRequiredService<IDayCloser>().CloseAsync(date, http.RequestAborted);
            await http.Response.WriteAsJsonAsync(new { date = text, accounts }, http.RequestAborted);
        }
        catch (JournalUnavailableException)
        {
            var options = http.RequestServices.GetRequiredService<IOptions<FeedOptions>>().Value;
            var problem = new FeedProblem(
                StatusCodes.Status503ServiceUnavailable, FeedHttpCodes.Unavailable, "The books cannot be written now; try again later.");
            await (problem with { RetryAfterSeconds = options.RetryAfterSeconds }).WriteAsync(http);
        }
    }
}
