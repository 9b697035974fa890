using Microsoft.Extensions.Options;

namespace Monitoring.Api.Auth;

/// <summary>
/// Refuses what a page of another site sends through its visitor's browser: browsers name the page's origin with everything that could
/// change something, and with WebSockets. Programs name none.
/// </summary>
public sealed class OriginMiddleware(RequestDelegate next, IOptions<AuthOptions> options)
{
    /// <summary>Handles one request.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var origin = http.Request.Headers.Origin.ToString();
        return origin.Length == 0 || IsOwn(origin, http.Request) || options.Value.AllowedOrigins.Contains(
            origin, StringComparer.OrdinalIgnoreCase)
            ? next(http)
            : Refusal.WriteAsync(
                http, StatusCodes.Status403Forbidden, ApiCodes.ForeignOrigin, "Pages of other sites may not talk to this server.");
    }

    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && HostString.FromUriComponent(uri) is var own
        && string.Equals(own.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase)
        && PortOf(uri.Port, uri.Scheme) == PortOf(request.Host.Port, uri.Scheme);

    private static int PortOf(int? port, string scheme) => port is > 0 ? port.Value : scheme == Uri.UriSchemeHttps ? 443 : 80;
}
