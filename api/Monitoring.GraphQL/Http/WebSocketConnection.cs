using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Monitoring.GraphQL;

/// <summary>One connection of the <c>graphql-transport-ws</c> protocol.</summary>
internal sealed class WebSocketConnection : IAsyncDisposable
{
    /// <summary>How long a client that was told to go may take to answer.</summary>
    private static readonly TimeSpan GoodbyeTime = TimeSpan.FromSeconds(2);

    private readonly WebSocket _socket;
    private readonly HttpContext _http;
    private readonly GraphQLServer _server;
    private readonly Engine _engine;
    private readonly SubscriptionCounter _counter;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConcurrentDictionary<string, Running> _running = new();

    /// <summary>All operations whose tasks have not ended, also those the client has completed: their ids are free, their work may go on.</summary>
    private readonly ConcurrentDictionary<Running, bool> _tasks = new();
    private readonly CancellationTokenSource _stop;
    private ClaimsPrincipal _user;
    private int _open;
    private bool _initialised;

    public WebSocketConnection(
        WebSocket socket, HttpContext http, GraphQLServer server, Engine engine, SubscriptionCounter counter, TimeProvider time)
    {
        (_socket, _http, _server, _engine, _counter, _time) = (socket, http, server, engine, counter, time);
        _user = http.User;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        var heart = BeatAsync();
        await using var end = stopping.UnsafeRegister(_ => _ = GoAwayAsync(), null).ConfigureAwait(false);
        try
        {
            await ReadAllAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or IOException)
        {
            Log.ConnectionEnded(_server.Logger, e.Message);
        }
        finally
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            await heart.ConfigureAwait(false);
            await Task.WhenAll(_tasks.Keys.Select(running => running.Task)).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _stop.Dispose();
        _writing.Dispose();
    }

    private async Task ReadAllAsync()
    {
        using var message = new MessageReader(_socket, _server.Options.Limits.BodyBytesMax);
        using var initTimeout = new CancellationTokenSource(_server.Options.ConnectionInitTimeout, _time);
        await using var late = initTimeout.Token.UnsafeRegister(_ => _ = CloseIfNotInitialisedAsync(), null).ConfigureAwait(false);
        while (await message.ReadAsync(_stop.Token).ConfigureAwait(false) is { } bytes)
        {
            // A connection that was told to close has nothing more to say.
            if (_socket.State != WebSocketState.Open) continue;
            if (bytes.Length > _server.Options.Limits.BodyBytesMax)
            {
                await CloseAsync(CloseCodes.TooBig, "Message too big").ConfigureAwait(false);
                return;
            }
            if (!await HandleAsync(bytes).ConfigureAwait(false)) return;
        }
        if (_socket.State == WebSocketState.CloseReceived) await CloseAsync((int)WebSocketCloseStatus.NormalClosure, "").ConfigureAwait(false);
    }

    /// <summary>Handles one message; false when the connection was closed over it.</summary>
    private async Task<bool> HandleAsync(ReadOnlyMemory<byte> bytes)
    {
        string? type, id;
        JsonElement? payload;
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var json = document.RootElement;
            (type, id) = (TextOf(json, "type"), TextOf(json, "id"));
            payload = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("payload", out var value) ? value.Clone() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or a text with half a surrogate pair.
            return await CloseAsync(CloseCodes.BadRequest, "Invalid message received").ConfigureAwait(false);
        }
        switch (type)
        {
            case "connection_init":
                if (_initialised) return await CloseAsync(CloseCodes.TooManyInits, "Too many initialisation requests").ConfigureAwait(false);
                if (!await AdmitAsync(payload).ConfigureAwait(false)) return await CloseAsync(CloseCodes.Forbidden, "Forbidden").ConfigureAwait(false);
                _initialised = true;
                await SendAsync("{\"type\":\"connection_ack\"}"u8.ToArray()).ConfigureAwait(false);
                return true;
            case "ping":
                await SendAsync("{\"type\":\"pong\"}"u8.ToArray()).ConfigureAwait(false);
                return true;
            case "pong":
                return true;
            case "complete" when id is not null:
                if (_running.TryRemove(id, out var running)) running.Cancel();
                return true;
            case "subscribe" when id is { Length: > 0 } && payload is { } request:
                return await SubscribeAsync(id, request).ConfigureAwait(false);
            default:
                return await CloseAsync(CloseCodes.BadRequest, "Invalid message received").ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> AdmitAsync(JsonElement? payload)
    {
        if (_server.Options.ConnectionInit is not { } decide) return true;
        if (await decide(_http, payload).ConfigureAwait(false) is not { } user) return false;
        _user = user;
        return true;
    }

    private async Task<bool> SubscribeAsync(string id, JsonElement payload)
    {
        if (!_initialised) return await CloseAsync(CloseCodes.Unauthorized, "Unauthorized").ConfigureAwait(false);
        // Answered before the next message is read, so that a client cannot pile up refusals.
        if (!_running.ContainsKey(id) && Volatile.Read(ref _open) >= _server.Options.Limits.OperationsPerConnectionMax)
            return await RefuseAsync(id).ConfigureAwait(false);
        var running = new Running(CancellationTokenSource.CreateLinkedTokenSource(_stop.Token));
        if (!_running.TryAdd(id, running))
        {
            running.Dispose();
            // The reason of a close frame has at most 123 bytes.
            var shown = id.Length > 40 ? id[..40] : id;
            return await CloseAsync(CloseCodes.SubscriberExists, $"Subscriber for {shown} already exists").ConfigureAwait(false);
        }
        Interlocked.Increment(ref _open);
        _tasks.TryAdd(running, true);
        running.Task = RunOneAsync(id, running, Encoding.UTF8.GetBytes(payload.GetRawText()));
        return true;
    }

    private async Task<bool> RefuseAsync(string id)
    {
        GraphQLError[] errors =
        [
            new($"More than {_server.Options.Limits.OperationsPerConnectionMax} operations are open on this connection.", ErrorCodes.TooManySubscriptions),
        ];
        Telemetry.Refused(errors);
        await SendErrorsAsync(id, errors).ConfigureAwait(false);
        return true;
    }

    private async Task RunOneAsync(string id, Running running, byte[] payload)
    {
        await Task.Yield();
        try
        {
            await AnswerAsync(id, running, payload).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            Log.ConnectionEnded(_server.Logger, e.Message);
        }
        finally
        {
            _running.TryRemove(KeyValuePair.Create(id, running));
            Leave(running);
            _tasks.TryRemove(running, out _);
            running.Dispose();
        }
    }

    private async Task AnswerAsync(string id, Running running, byte[] payload)
    {
        try
        {
            using var reader = new RequestReader();
            await ExecuteAsync(id, running, reader.FromJson(payload)).ConfigureAwait(false);
        }
        catch (RequestException e)
        {
            Telemetry.Refused(e.Errors);
            await SendErrorsAsync(id, e.Errors).ConfigureAwait(false);
        }
        catch (SlowConsumerException)
        {
            await EndAsync(CloseCodes.SlowConsumer, "Slow consumer: events come faster than they are read").ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (OperationCanceledException or WebSocketException or ObjectDisposedException))
        {
            await SendErrorsAsync(id, [SubscriptionRun.ErrorOf(e, _server)]).ConfigureAwait(false);
        }
    }

    private void Leave(Running running)
    {
        if (running.TryLeave()) Interlocked.Decrement(ref _open);
    }

    private async Task ExecuteAsync(string id, Running running, GraphQLRequest request)
    {
        var operation = _engine.Prepare(request);
        await using var scope = _http.RequestServices.CreateAsyncScope();
        var context = new GraphQLRequestContext(scope.ServiceProvider)
        {
            User = _user,
            HttpContext = _http,
            LastEventId = request.LastEventId,
        };
        if (operation.Kind == OperationKind.Subscription)
        {
            using var place = _counter.Enter();
            var run = new SubscriptionRun(_server, _engine, operation, context);
            await foreach (var item in run.EventsAsync(running.Token).ConfigureAwait(false))
            {
                using (item) await SendNextAsync(id, item, running.Token).ConfigureAwait(false);
            }
        }
        else
        {
            using var result = await _engine.ExecuteAsync(operation, context, null, running.Token).ConfigureAwait(false);
            await SendNextAsync(id, result, running.Token).ConfigureAwait(false);
        }
        // Before the client hears of it: it may open the next one at once.
        Leave(running);
        if (_running.TryRemove(KeyValuePair.Create(id, running))) await SendAsync(Message("complete", id, null)).ConfigureAwait(false);
    }

    private Task SendNextAsync(string id, OperationResult result, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return SendAsync(Message("next", id, result.WriteTo));
    }

    private Task SendErrorsAsync(string id, IReadOnlyList<GraphQLError> errors) => SendAsync(Message("error", id, output =>
    {
        using var buffer = new JsonBuffer(int.MaxValue);
        ErrorWriter.Write(buffer, errors);
        output.Write(buffer.Written);
    }));

    private static ReadOnlyMemory<byte> Message(string type, string id, Action<IBufferWriter<byte>>? payload)
    {
        var output = new ArrayBufferWriter<byte>();
        using var head = new JsonBuffer(int.MaxValue);
        head.Raw("{\"id\":"u8);
        head.String(id);
        head.Raw(",\"type\":"u8);
        head.String(type);
        if (payload is not null) head.Raw(",\"payload\":"u8);
        output.Write(head.Written);
        payload?.Invoke(output);
        output.Write("}"u8);
        return output.WrittenMemory;
    }

    private async Task SendAsync(ReadOnlyMemory<byte> message)
    {
        await _writing.WaitAsync(_stop.Token).ConfigureAwait(false);
        try
        {
            if (_socket.State != WebSocketState.Open) return;
            using var late = new CancellationTokenSource(_server.Options.SendTimeout, _time);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, late.Token);
            // A send that is cancelled takes the connection with it.
            await _socket.SendAsync(message, WebSocketMessageType.Text, true, stop.Token).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task<bool> CloseAsync(int code, string reason)
    {
        await _writing.WaitAsync(_stop.Token).ConfigureAwait(false);
        try
        {
            if (_socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return false;
            using var late = new CancellationTokenSource(_server.Options.SendTimeout, _time);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, late.Token);
            await _socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, stop.Token).ConfigureAwait(false);
        }
        catch (WebSocketException e)
        {
            Log.ConnectionEnded(_server.Logger, e.Message);
        }
        finally
        {
            _writing.Release();
        }
        return false;
    }

    /// <summary>Tells the client to go, and gives it a moment to say goodbye.</summary>
    private async Task EndAsync(int code, string reason)
    {
        await CloseAsync(code, reason).ConfigureAwait(false);
        _stop.CancelAfter(GoodbyeTime);
    }

    /// <summary>The application stops: says so, and gives the client a moment to say goodbye.</summary>
    private async Task GoAwayAsync()
    {
        try
        {
            await EndAsync((int)WebSocketCloseStatus.EndpointUnavailable, "Going away").ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            Log.ConnectionEnded(_server.Logger, e.Message);
        }
    }

    private async Task CloseIfNotInitialisedAsync()
    {
        if (_initialised) return;
        try
        {
            await EndAsync(CloseCodes.InitTimeout, "Connection initialisation timeout").ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            Log.ConnectionEnded(_server.Logger, e.Message);
        }
    }

    private async Task BeatAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(_server.Options.Heartbeat, _time);
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                if (_initialised) await SendAsync("{\"type\":\"ping\"}"u8.ToArray()).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            Log.ConnectionEnded(_server.Logger, e.Message);
        }
    }

    private static string? TextOf(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() : null;

    private sealed class Running(CancellationTokenSource stop) : IDisposable
    {
        private readonly Lock _lock = new();
        private bool _disposed;
        private int _left;

        public CancellationToken Token { get; } = stop.Token;

        public Task Task { get; set; } = Task.CompletedTask;

        /// <summary>True once: the operation no longer counts against the limit.</summary>
        public bool TryLeave() => Interlocked.Exchange(ref _left, 1) == 0;

        /// <summary>Stops the operation, which may be ending by itself at the same time.</summary>
        public void Cancel()
        {
            lock (_lock)
            {
                if (!_disposed) stop.Cancel();
            }
        }

        public void Dispose()
        {
            lock (_lock)
            {
                _disposed = true;
                stop.Dispose();
            }
        }
    }
}
