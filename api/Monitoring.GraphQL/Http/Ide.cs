using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Monitoring.GraphQL;

/// <summary>The IDE: GraphiQL, built from npm into the assembly, so that it works without a network.</summary>
internal static class Ide
{
    private static readonly FileExtensionContentTypeProvider Types = new();

    private static readonly IFileProvider? Files = Open();

    public static Task RedirectAsync(HttpContext http)
    {
        http.Response.Redirect($"{http.Request.PathBase}{http.Request.Path.Value!.TrimEnd('/')}/ide/");
        return Task.CompletedTask;
    }

    public static async Task ServeAsync(HttpContext http)
    {
        var name = http.Request.RouteValues["file"] as string ?? "";
        if (Files is null)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync(
                "The IDE was not built: Node.js 20 or newer was missing. Install it and build again; the GraphQL server itself works without.\n",
                http.RequestAborted).ConfigureAwait(false);
            return;
        }
        var file = Files.GetFileInfo(name.Length == 0 ? "index.html" : name);
        if (!file.Exists)
        {
            await NotFoundAsync(http).ConfigureAwait(false);
            return;
        }
        http.Response.ContentType = Types.TryGetContentType(file.Name, out var type) ? type : "application/octet-stream";
        http.Response.ContentLength = file.Length;
        await using var content = file.CreateReadStream();
        await content.CopyToAsync(http.Response.Body, http.RequestAborted).ConfigureAwait(false);
    }

    public static Task NotFoundAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static ManifestEmbeddedFileProvider? Open()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceInfo("Microsoft.Extensions.FileProviders.Embedded.Manifest.xml") is null
            ? null : new ManifestEmbeddedFileProvider(assembly, "ide/dist");
    }
}
