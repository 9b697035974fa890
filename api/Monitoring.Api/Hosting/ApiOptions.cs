namespace Monitoring.Api.Hosting;

/// <summary>
/// Section <c>Api</c>: what clients may hold of the server, however slow or many they are. Checked at start.
/// </summary>
public sealed class ApiOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Api";

    /// <summary>Connections open at once, and as many WebSockets; more are closed as they come.</summary>
    public int MaxConnections { get; set; } = 2_000;

    /// <summary>
    /// Bytes of a connection's request that the web server reads ahead while nobody takes them. With all connections sending at once, this
    /// many times <see cref="MaxConnections"/> is held.
    /// </summary>
    public int ReadAheadBytes { get; set; } = 256 * 1024;

    /// <summary>Subscriptions open at once; more are refused with <c>TOO_MANY_SUBSCRIPTIONS</c>.</summary>
    public int MaxSubscriptions { get; set; } = 1_000;

    /// <summary>
    /// Events held for one subscriber that does not take them. The journal keeps those that follow, so a small number does.
    /// </summary>
    public int SubscriptionBuffer { get; set; } = 64;

    /// <summary>
    /// Seconds a subscriber may leave that many events unread before its subscription is ended (<c>SLOW_CONSUMER</c>, WebSocket 4413); it goes
    /// on from its last cursor.
    /// </summary>
    public double SlowSubscriberSeconds { get; set; } = 20;

    /// <summary>
    /// Seconds a client may take none of what is sent to it before its connection is dropped. Above <see cref="SlowSubscriberSeconds"/>, so
    /// that one which comes back in between is told why its subscription ended.
    /// </summary>
    public double SendTimeoutSeconds { get; set; } = 60;

    /// <summary>What is wrong; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (MaxConnections < 1) yield return $"Api:MaxConnections must be at least 1, not {MaxConnections}.";
        if (ReadAheadBytes is < 16 * 1024 or > 64 * 1024 * 1024)
        {
            yield return $"Api:ReadAheadBytes must be between 16384 and 67108864, not {ReadAheadBytes}.";
        }
        if (MaxSubscriptions < 1) yield return $"Api:MaxSubscriptions must be at least 1, not {MaxSubscriptions}.";
        if (SubscriptionBuffer is < 1 or > 65_536)
        {
            yield return $"Api:SubscriptionBuffer must be between 1 and 65536, not {SubscriptionBuffer}.";
        }
        if (!(SlowSubscriberSeconds is >= 0.1 and <= 3_600))
        {
            yield return $"Api:SlowSubscriberSeconds must be between 0.1 and 3600, not {SlowSubscriberSeconds}.";
        }
        if (!(SendTimeoutSeconds > SlowSubscriberSeconds && SendTimeoutSeconds <= 7_200))
        {
            yield return $"Api:SendTimeoutSeconds must be above Api:SlowSubscriberSeconds and at most 7200, not {SendTimeoutSeconds}.";
        }
    }
}
