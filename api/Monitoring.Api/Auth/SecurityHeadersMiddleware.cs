using Microsoft.Net.Http.Headers;

namespace Monitoring.Api.Auth;

/// <summary>
/// Headers that keep a browser from doing more with an answer than the pages need. Styles are written into the page by its components;
/// scripts never are.
/// </summary>
public sealed class SecurityHeadersMiddleware(RequestDelegate next)
{
    private const string PageHead =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; connect-src 'self'";

    /// <summary>Handles one request.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(static state =>
        {
            Add((HttpContext)state);
            return Task.CompletedTask;
        }, http);
        return next(http);
    }

    private static void Add(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers[HeaderNames.XContentTypeOptions] = "nosniff";
        headers[HeaderNames.XFrameOptions] = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // Not every browser takes 'self' to mean the WebSocket of the same address too.
        var host = http.Request.Host.Value;
        if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = $"{PageHead} ws://{host} wss://{host}";
        if (!http.Request.Path.StartsWithSegments("/assets") && headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
    }
}
