namespace Monitoring.Api.Demo;

/// <summary>
/// The bank's clock in a demonstration: what time it is runs faster than the world's. Timers and time stamps stay the world's, because
/// time-outs, heartbeats and polls are about machines. Stands still until started. Thread-safe.
/// </summary>
public sealed class DemoClock(DateTimeOffset start, double rate, TimeProvider world) : TimeProvider
{
    private long? _startedAt;
    private readonly Lock _lock = new();

    /// <summary>Seconds of this clock in one second of the world's.</summary>
    public double Rate => rate;

    /// <inheritdoc/>
    public override long TimestampFrequency => world.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => world.LocalTimeZone;

    /// <summary>Begins to run; a second call changes nothing.</summary>
    public void Start()
    {
        lock (_lock) _startedAt ??= world.GetTimestamp();
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        long? startedAt;
        lock (_lock) startedAt = _startedAt;
        return startedAt is { } at ? start.ToUniversalTime() + (world.GetElapsedTime(at) * rate) : start.ToUniversalTime();
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => world.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        world.CreateTimer(callback, state, dueTime, period);
}
