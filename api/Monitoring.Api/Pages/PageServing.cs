using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Monitoring.Api.Pages;

/// <summary>
/// Serves the live pages from <c>wwwroot</c> beside the assembly. An address that is no file and no part of the API is one of the pages'
/// own, so it gets the start page. Where the pages were not built, the start page says so.
/// </summary>
public static class PageServing
{
    private const string StartPage = "index.html";

    /// <summary>Built files carry a hash of their content in their names, so a browser may keep them.</summary>
    private const string AssetsFolder = "/assets";

    private static readonly string[] ApiPaths = ["/feed", "/graphql", "/health", "/metrics"];

    /// <summary>Adds the pages.</summary>
    /// <param name="app">The application, with its other endpoints mapped.</param>
    /// <param name="folder">Folder of the built pages.</param>
    public static void UsePages(this WebApplication app, string folder)
    {
        if (!File.Exists(Path.Combine(folder, StartPage)))
        {
            app.MapGet("/", () => Results.Content(MissingPage.Html, "text/html; charset=utf-8"));
            return;
        }

        var files = new PhysicalFileProvider(folder);
        var options = new StaticFileOptions
        {
            FileProvider = files,
            OnPrepareResponse = context => context.Context.Response.Headers[HeaderNames.CacheControl] =
                context.Context.Request.Path.StartsWithSegments(AssetsFolder) ? "public, max-age=31536000, immutable" : "no-cache",
        };
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(options);
        app.MapFallback(http => AnswerAsync(http, files));
    }

    private static Task AnswerAsync(HttpContext http, PhysicalFileProvider files)
    {
        var path = http.Request.Path;
        var isPage = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        if (!isPage || Path.HasExtension(path.Value) || ApiPaths.Any(api => path.StartsWithSegments(api)))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers[HeaderNames.CacheControl] = "no-cache";
        return http.Response.SendFileAsync(files.GetFileInfo(StartPage), http.RequestAborted);
    }
}
