using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Monitoring.GraphQL;

/// <summary>
/// Server-sent events, one operation a connection: <c>next</c> events with results (their <c>id</c> is what a client resumes from), a
/// <c>complete</c> event at the end, and comments as heartbeats.
/// </summary>
internal sealed class EventStream(GraphQLServer server, Engine engine, SubscriptionCounter counter, TimeProvider time)
{
    private readonly SemaphoreSlim _writing = new(1, 1);

    public async Task RunAsync(HttpContext http, PreparedOperation operation, GraphQLRequestContext context, CancellationToken stopping)
    {
        using var place = operation.Kind == OperationKind.Subscription ? counter.Enter() : null;
        http.Response.ContentType = MediaTypes.EventStream + "; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        HttpResponses.TakeTimeToSend(http);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        await CommentAsync(http, stop.Token).ConfigureAwait(false);
        var heart = BeatAsync(http, stop.Token);
        try
        {
            await SendAllAsync(http, operation, context, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The client has gone, or the application stops; a client comes back with the last event's id.
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await heart.ConfigureAwait(false);
        }
    }

    private async Task SendAllAsync(HttpContext http, PreparedOperation operation, GraphQLRequestContext context, CancellationToken cancellationToken)
    {
        try
        {
            if (operation.Kind == OperationKind.Subscription)
            {
                var run = new SubscriptionRun(server, engine, operation, context);
                await foreach (var item in run.EventsAsync(cancellationToken).ConfigureAwait(false))
                {
                    using (item) await SendAsync(http, item, cancellationToken).ConfigureAwait(false);
                }
            }
            else
            {
                using var result = await engine.ExecuteAsync(operation, context, null, cancellationToken).ConfigureAwait(false);
                await SendAsync(http, result, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await WriteAsync(http, writer =>
            {
                writer.Write("event: next\ndata: "u8);
                HttpResponses.WriteErrors(writer, [SubscriptionRun.ErrorOf(e, server)]);
                writer.Write("\n\n"u8);
            }, cancellationToken).ConfigureAwait(false);
        }
        await WriteAsync(http, writer => writer.Write("event: complete\ndata:\n\n"u8), cancellationToken).ConfigureAwait(false);
    }

    private Task SendAsync(HttpContext http, OperationResult result, CancellationToken cancellationToken) => WriteAsync(http, writer =>
    {
        writer.Write("event: next\n"u8);
        if (result.EventId is { } id)
        {
            writer.Write("id: "u8);
            writer.Write(Encoding.UTF8.GetBytes(id.ReplaceLineEndings(" ")));
            writer.Write("\n"u8);
        }
        // JSON as we write it has no line breaks, so one data line holds it.
        writer.Write("data: "u8);
        result.WriteTo(writer);
        writer.Write("\n\n"u8);
    }, cancellationToken);

    private Task CommentAsync(HttpContext http, CancellationToken cancellationToken) =>
        WriteAsync(http, writer => writer.Write(":\n\n"u8), cancellationToken);

    private async Task BeatAsync(HttpContext http, CancellationToken cancellationToken)
    {
        try
        {
            using var timer = new PeriodicTimer(server.Options.Heartbeat, time);
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
                await CommentAsync(http, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The stream has ended.
        }
    }

    private async Task WriteAsync(HttpContext http, Action<IBufferWriter<byte>> write, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var output = http.Response.BodyWriter;
            write(output);
            var flush = output.FlushAsync(cancellationToken);
            var flushed = flush.IsCompletedSuccessfully ? flush.Result : await InTimeAsync(http, flush.AsTask()).ConfigureAwait(false);
            if (flushed.IsCompleted) throw new OperationCanceledException(cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Waits for a client to take what was sent; one that takes nothing for too long is as good as gone.</summary>
    private async Task<FlushResult> InTimeAsync(HttpContext http, Task<FlushResult> flush)
    {
        using var late = new CancellationTokenSource(server.Options.SendTimeout, time);
        await using var drop = late.Token.UnsafeRegister(static state => ((HttpContext)state!).Abort(), http).ConfigureAwait(false);
        return await flush.ConfigureAwait(false);
    }
}
