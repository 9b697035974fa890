using Microsoft.Net.Http.Headers;

namespace Monitoring.Api.Auth;

/// <summary>Writes why a request is refused, in the shape of a GraphQL error so that every client can read it.</summary>
internal static class Refusal
{
    public static Task WriteAsync(HttpContext http, int status, string code, string message)
    {
        http.Response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized) http.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        return http.Response.WriteAsJsonAsync(
            new { errors = new[] { new { message, extensions = new { code } } } }, http.RequestAborted);
    }
}
