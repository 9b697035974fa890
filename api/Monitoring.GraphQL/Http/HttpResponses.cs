using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Monitoring.GraphQL;

internal static class HttpResponses
{
    public static async Task SendAsync(HttpContext http, OperationResult result, ResponseType type)
    {
        if (http.RequestAborted.IsCancellationRequested) return;
        http.Response.StatusCode = result.Status ?? StatusCodes.Status200OK;
        http.Response.ContentType = ContentType(type);
        http.Response.ContentLength = result.Length;
        result.WriteTo(http.Response.BodyWriter);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted).ConfigureAwait(false);
    }

    public static async Task RefuseAsync(HttpContext http, RequestException e, ResponseType type)
    {
        var isWell = !e.IsMalformed && type == ResponseType.Json;
        http.Response.StatusCode = e.Status ?? (isWell ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
        http.Response.ContentType = ContentType(type);
        WriteErrors(http.Response.BodyWriter, e.Errors);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted).ConfigureAwait(false);
    }

    public static void WriteErrors(System.Buffers.IBufferWriter<byte> output, IReadOnlyList<GraphQLError> errors)
    {
        using var buffer = new JsonBuffer(int.MaxValue);
        buffer.Raw("{\"errors\":"u8);
        ErrorWriter.Write(buffer, errors);
        buffer.Byte((byte)'}');
        System.Buffers.BuffersExtensions.Write(output, buffer.Written);
    }

    /// <summary>
    /// Lets a stream's client read as it likes: the web server's own lowest rate would cut it off without a word. The options' times for a
    /// slow consumer and for sending hold instead.
    /// </summary>
    public static void TakeTimeToSend(HttpContext http)
    {
        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate) rate.MinDataRate = null;
    }

    private static string ContentType(ResponseType type) => type switch
    {
        ResponseType.GraphQLResponse => MediaTypes.GraphQLResponse + "; charset=utf-8",
        _ => MediaTypes.Json + "; charset=utf-8",
    };
}
