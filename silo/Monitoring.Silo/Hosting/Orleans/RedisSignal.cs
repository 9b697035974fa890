using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Monitoring.Silo.Journal;
using StackExchange.Redis;

namespace Monitoring.Silo.Hosting.Cluster;

/// <summary>
/// Signals over Redis' publish and subscribe: nothing is kept there, and what is missed while it is away the next look at the journal
/// finds. Thread-safe.
/// </summary>
internal sealed class RedisSignal : IAlertSignal, IAsyncDisposable
{
    /// <summary>Longest wait for an answer of Redis: nothing waits for one but the connection itself.</summary>
    private const int AnswerMilliseconds = 1_000;

    private readonly Channel<bool> _heard = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lazy<Task<ConnectionMultiplexer>> _redis;
    private readonly RedisChannel _channel;
    private readonly TimeProvider _time;
    private readonly ILogger<RedisSignal> _logger;

    /// <summary>Connects in the background, again and again while Redis is away.</summary>
    public RedisSignal(ClusterSettings settings, TimeProvider time, ILogger<RedisSignal> logger)
    {
        _time = time;
        _logger = logger;
        _channel = RedisChannel.Literal($"{settings.Id}:alerts");
        _redis = new Lazy<Task<ConnectionMultiplexer>>(() => ConnectAsync(settings.Redis!));
    }

    /// <inheritdoc/>
    public void Send(long cursor)
    {
        if (_redis.Value is { IsCompletedSuccessfully: true } redis)
        {
            redis.Result.GetSubscriber().Publish(_channel, cursor, CommandFlags.FireAndForget);
        }
    }

    /// <inheritdoc/>
    public async ValueTask WaitAsync(TimeSpan longest, CancellationToken cancellation)
    {
        _ = _redis.Value;
        using var limit = new CancellationTokenSource(longest, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await _heard.Reader.ReadAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // No signal: the caller looks without one.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_redis is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await _redis.Value.Result.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<ConnectionMultiplexer> ConnectAsync(string address)
    {
        var options = ConfigurationOptions.Parse(address);
        options.AbortOnConnectFail = false;
        options.SyncTimeout = options.AsyncTimeout = AnswerMilliseconds;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        var redis = await ConnectionMultiplexer.ConnectAsync(options).ConfigureAwait(false);
        redis.ConnectionFailed += (_, failure) => ClusterLog.RedisAway(_logger, failure.Exception);
        redis.ConnectionRestored += (_, _) => ClusterLog.RedisBack(_logger);
        await redis.GetSubscriber().SubscribeAsync(_channel, (_, _) => _heard.Writer.TryWrite(true), CommandFlags.FireAndForget).ConfigureAwait(false);
        return redis;
    }
}
