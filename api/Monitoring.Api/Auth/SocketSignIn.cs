using System.Security.Claims;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Monitoring.Api.Auth;

/// <summary>
/// Signs in a WebSocket by its first message, <c>{"type":"connection_init","payload":{"authorization":"Bearer …"}}</c>: a browser cannot
/// send a header with the request that opens it.
/// </summary>
internal static class SocketSignIn
{
    private const string Field = "authorization";

    /// <summary>Who the connection is from; <c>null</c> when it may not read.</summary>
    public static ValueTask<ClaimsPrincipal?> AdmitAsync(HttpContext http, JsonElement? payload)
    {
        var mode = http.RequestServices.GetRequiredService<IOptions<AuthOptions>>().Value.Mode;
        var caller = TokenOf(payload) is { } authorization && mode == AuthMode.Token
            ? http.RequestServices.GetRequiredService<TokenTable>().Find(authorization)
            : Caller.Of(http.User);
        return ValueTask.FromResult(caller is not null && caller.May(Right.Read) ? caller.ToPrincipal() : null);
    }

    private static string? TokenOf(JsonElement? payload) =>
        payload is { ValueKind: JsonValueKind.Object } given
        && given.TryGetProperty(Field, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
