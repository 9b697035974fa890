using Microsoft.AspNetCore.Http;

namespace Monitoring.GraphQL;

/// <summary>GraphQL over HTTP. Streams end when the application stops, so that it need not wait for them.</summary>
internal sealed class HttpHandler(GraphQLServer server, TimeProvider time, CancellationToken stopping)
{
    private readonly Engine _engine = new(server);
    private readonly SubscriptionCounter _counter = new(server.Options.Limits.SubscriptionsMax);

    public async Task HandleAsync(HttpContext http)
    {
        if (http.WebSockets.IsWebSocketRequest)
        {
            await new WebSocketHandler(server, _engine, _counter, time).HandleAsync(http, stopping).ConfigureAwait(false);
            return;
        }
        var isGet = HttpMethods.IsGet(http.Request.Method);
        if (!isGet && !HttpMethods.IsPost(http.Request.Method))
        {
            http.Response.Headers.Allow = "GET, POST";
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }
        var type = MediaTypes.Choose(http.Request.Headers.Accept);
        if (isGet && server.Options.Ide && type == ResponseType.Html && !http.Request.Query.ContainsKey("query"))
        {
            await Ide.RedirectAsync(http).ConfigureAwait(false);
            return;
        }
        using var reader = new RequestReader();
        var answer = type is null or ResponseType.Html ? ResponseType.Json : type.Value;
        try
        {
            if (type is null or ResponseType.Html)
                throw new RequestException($"Only {MediaTypes.GraphQLResponse}, {MediaTypes.Json} and {MediaTypes.EventStream} are served.",
                    ErrorCodes.BadRequest, true, StatusCodes.Status406NotAcceptable);
            await AnswerAsync(http, reader, isGet, answer).ConfigureAwait(false);
        }
        catch (RequestException e) when (!http.Response.HasStarted)
        {
            Telemetry.Refused(e.Errors);
            await HttpResponses.RefuseAsync(http, e, answer).ConfigureAwait(false);
        }
    }

    public Task IdeAsync(HttpContext http) => server.Options.Ide ? Ide.ServeAsync(http) : Ide.NotFoundAsync(http);

    private async Task AnswerAsync(HttpContext http, RequestReader reader, bool isGet, ResponseType type)
    {
        var request = isGet ? reader.FromQueryString(http.Request) : await ReadBodyAsync(http, reader).ConfigureAwait(false);
        var operation = _engine.Prepare(request);
        if (isGet && operation.Kind == OperationKind.Mutation)
        {
            http.Response.Headers.Allow = "POST";
            throw new RequestException("Mutations are sent with POST.", ErrorCodes.BadRequest, true, StatusCodes.Status405MethodNotAllowed);
        }
        var context = new GraphQLRequestContext(http) { LastEventId = request.LastEventId };
        if (type == ResponseType.EventStream)
        {
            await new EventStream(server, _engine, _counter, time).RunAsync(http, operation, context, stopping).ConfigureAwait(false);
            return;
        }
        if (operation.Kind == OperationKind.Subscription)
        {
            throw new RequestException(
                $"Subscriptions are served as {MediaTypes.EventStream} or over a WebSocket.", ErrorCodes.BadRequest, true, StatusCodes.Status406NotAcceptable);
        }
        using var result = await _engine.ExecuteAsync(operation, context, null, http.RequestAborted).ConfigureAwait(false);
        await HttpResponses.SendAsync(http, result, type).ConfigureAwait(false);
    }

    private async ValueTask<GraphQLRequest> ReadBodyAsync(HttpContext http, RequestReader reader)
    {
        // Forms and plain text, which any page may send here without asking first, are not taken.
        if (!MediaTypes.IsJson(http.Request.ContentType))
        {
            throw new RequestException(
                $"The body must be {MediaTypes.Json}.", ErrorCodes.BadRequest, true, StatusCodes.Status415UnsupportedMediaType);
        }
        return await reader.FromBodyAsync(http.Request, server.Options.Limits.BodyBytesMax, http.RequestAborted).ConfigureAwait(false);
    }
}
