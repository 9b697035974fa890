using System.Net;
using Microsoft.Extensions.Options;

namespace Monitoring.Api.Auth;

/// <summary>
/// Finds out who calls. Without sign-in everybody on this machine is <see cref="Caller.LocalName"/>, or who the header
/// <see cref="UserHeader"/> says, so that two persons can be told apart; nobody else gets in. With tokens, a request whose token is not
/// known is refused, and one without a token stays anonymous.
/// </summary>
public sealed class CallerMiddleware(RequestDelegate next, IOptions<AuthOptions> options, TokenTable tokens)
{
    /// <summary>Names the acting person when the server runs without sign-in; not looked at otherwise.</summary>
    public const string UserHeader = "X-Monitoring-User";

    /// <summary>Handles one request.</summary>
    public Task InvokeAsync(HttpContext http) => options.Value.Mode == AuthMode.Token ? ByTokenAsync(http) : LocallyAsync(http);

    private Task LocallyAsync(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address))
        {
            return Refusal.WriteAsync(
                http, StatusCodes.Status403Forbidden, ApiCodes.Forbidden, "Without sign-in this server answers its own machine only.");
        }

        var name = http.Request.Headers[UserHeader].ToString();
        if (name.Length == 0) name = Caller.LocalName;
        if (!AuthOptions.IsName(name) || Caller.IsReserved(name))
        {
            return Refusal.WriteAsync(http, StatusCodes.Status400BadRequest, ApiCodes.BadUser, $"{UserHeader} is not a name that can act.");
        }

        http.User = new Caller(name, null, null).ToPrincipal();
        return next(http);
    }

    private Task ByTokenAsync(HttpContext http)
    {
        var authorization = http.Request.Headers.Authorization.ToString();
        if (authorization.Length == 0) return next(http);
        if (tokens.Find(authorization) is not { } caller)
        {
            return Refusal.WriteAsync(http, StatusCodes.Status401Unauthorized, ApiCodes.Unauthenticated, "The token is not known.");
        }

        http.User = caller.ToPrincipal();
        return next(http);
    }
}
