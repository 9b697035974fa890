namespace Monitoring.Api.Auth;

/// <summary>
/// Refuses who may not use an address at all: the feed is for feeders, GraphQL for readers, metrics for both kinds of people. A WebSocket
/// comes through without a token, because a browser cannot send one with it: it signs in by its first message.
/// </summary>
public sealed class RightsMiddleware(RequestDelegate next)
{
    /// <summary>Handles one request.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var needed = NeededFor(http.Request.Path);
        if (needed == Right.None) return next(http);
        var caller = Caller.Of(http.User);
        if (caller is null && needed == Right.Read && (http.WebSockets.IsWebSocketRequest || IsIde(http.Request))) return next(http);
        if (caller is null)
        {
            return Refusal.WriteAsync(http, StatusCodes.Status401Unauthorized, ApiCodes.Unauthenticated, "Sign in with a bearer token.");
        }

        if (!caller.May(needed))
        {
            return Refusal.WriteAsync(http, StatusCodes.Status403Forbidden, ApiCodes.Forbidden, "This role may not do that.");
        }

        // The feed's lines and the metrics are of the whole bank.
        return caller.Branch is not null && needed is Right.Feed or Right.Metrics
            ? Refusal.WriteAsync(http, StatusCodes.Status403Forbidden, ApiCodes.Forbidden, "You are confined to a branch.")
            : next(http);
    }

    private static Right NeededFor(PathString path)
    {
        if (path.StartsWithSegments("/feed")) return Right.Feed;
        if (path.StartsWithSegments("/graphql")) return Right.Read;
        return path.StartsWithSegments("/metrics") ? Right.Metrics : Right.None;
    }

    /// <summary>The pages of the IDE are no secret; what they ask is asked with a token.</summary>
    private static bool IsIde(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && (request.Path.StartsWithSegments("/graphql/ide")
            || (!request.Query.ContainsKey("query")
                && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)));
}
