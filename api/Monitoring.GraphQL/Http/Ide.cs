using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;

namespace Monitoring.GraphQL;

/// <summary>The IDE: GraphiQL, built from npm into the assembly, so that it works without a network.</summary>
internal static class Ide
{
    private const string Prefix = "ide/";

    /// <summary>Everything comes from this server; GraphiQL sets styles from its script.</summary>
    private const string ContentPolicy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self' ws: wss:; frame-ancestors 'none'";

    private static readonly FileExtensionContentTypeProvider Types = new();

    private static readonly Assembly Assembly = typeof(Ide).Assembly;

    private static readonly HashSet<string> Files =
        [.. Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..])];

    public static Task RedirectAsync(HttpContext http)
    {
        http.Response.Redirect($"{http.Request.PathBase}{http.Request.Path.Value!.TrimEnd('/')}/ide/");
        return Task.CompletedTask;
    }

    public static async Task ServeAsync(HttpContext http)
    {
        if (Files.Count == 0)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync(
                "The IDE was not built: Node.js 20 or newer was missing. Install it and build again; the GraphQL server itself works without.\n",
                http.RequestAborted).ConfigureAwait(false);
            return;
        }
        var name = http.Request.RouteValues["file"] as string is { Length: > 0 } given ? given : "index.html";
        if (!Files.Contains(name))
        {
            await NotFoundAsync(http).ConfigureAwait(false);
            return;
        }
        await using var content = Assembly.GetManifestResourceStream(Prefix + name)!;
        http.Response.ContentType = Types.TryGetContentType(name, out var type) ? type : "application/octet-stream";
        http.Response.ContentLength = content.Length;
        http.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        await content.CopyToAsync(http.Response.Body, http.RequestAborted).ConfigureAwait(false);
    }

    public static Task NotFoundAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
