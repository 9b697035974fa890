using System.Net;
using StackExchange.Redis;

namespace Monitoring.Silo.Hosting.Cluster;

/// <summary>Section <c>Cluster</c>: how processes of one bank find each other. Checked at start.</summary>
public sealed class ClusterSettings
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Cluster";

    /// <summary>Name of the cluster within its database; processes with another name are strangers.</summary>
    public string Id { get; set; } = "monitoring";

    /// <summary>PostgreSQL in which processes find each other; that of the store when empty.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Address under which other processes reach this silo: an IP address or a name that resolves to one.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Port for other silos.</summary>
    public int SiloPort { get; set; } = 11_111;

    /// <summary>Port for api processes.</summary>
    public int GatewayPort { get; set; } = 30_000;

    /// <summary>
    /// Seconds within which a silo must answer a probe. With two missed ones its death is known after about as many seconds; with
    /// Orleans' own five and three, after fifteen.
    /// </summary>
    public double ProbeSeconds { get; set; } = 1;

    /// <summary>Probes that a silo may miss before it counts as dead. One alone may be a pause of the garbage collector.</summary>
    public int MissedProbes { get; set; } = 2;

    /// <summary>Seconds after which a process looks again who belongs to the cluster, should it have missed the news.</summary>
    public double RefreshSeconds { get; set; } = 5;

    /// <summary>Seconds after which a call without an answer fails; the feed then makes it again.</summary>
    public double CallSeconds { get; set; } = 10;

    /// <summary>Minutes after which a grain that nobody calls is put away.</summary>
    public double IdleMinutes { get; set; } = 15;

    /// <summary>Percent of the process' memory above which grains are put away before they are idle so long.</summary>
    public double MemoryPercent { get; set; } = 80;

    /// <summary>Redis for signals of new alerts, as <c>redis:6379</c>; without it each process looks on its own.</summary>
    public string? Redis { get; set; }

    /// <summary>Milliseconds after which a process looks for new alerts without a signal: what people wait at most when Redis is away.</summary>
    public double AlertLookMilliseconds { get; set; } = 500;

    /// <summary>What is wrong; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Id) || Id.Length > 150) yield return "Cluster:Id must be a name of 1 to 150 characters.";
        if (string.IsNullOrWhiteSpace(Address)) yield return "Cluster:Address must be an IP address or a name.";
        if (SiloPort is < 1 or > 65_535) yield return $"Cluster:SiloPort must be between 1 and 65535, not {SiloPort}.";
        if (GatewayPort is < 1 or > 65_535) yield return $"Cluster:GatewayPort must be between 1 and 65535, not {GatewayPort}.";
        if (SiloPort == GatewayPort) yield return "Cluster:SiloPort and Cluster:GatewayPort must differ.";
        if (ProbeSeconds is not (>= 0.1 and <= 60)) yield return $"Cluster:ProbeSeconds must be between 0.1 and 60, not {ProbeSeconds}.";
        if (MissedProbes is < 1 or > 100) yield return $"Cluster:MissedProbes must be between 1 and 100, not {MissedProbes}.";
        if (RefreshSeconds is not (>= 0.5 and <= 3_600)) yield return $"Cluster:RefreshSeconds must be between 0.5 and 3600, not {RefreshSeconds}.";
        if (CallSeconds is not (>= 1 and <= 600)) yield return $"Cluster:CallSeconds must be between 1 and 600, not {CallSeconds}.";
        if (IdleMinutes is not (>= 1 and <= 10_080)) yield return $"Cluster:IdleMinutes must be between 1 and 10080, not {IdleMinutes}.";
        if (MemoryPercent is not (>= 10 and <= 95)) yield return $"Cluster:MemoryPercent must be between 10 and 95, not {MemoryPercent}.";
        if (AlertLookMilliseconds is not (>= 10 and <= 60_000))
        {
            yield return $"Cluster:AlertLookMilliseconds must be between 10 and 60000, not {AlertLookMilliseconds}.";
        }

        if (!string.IsNullOrWhiteSpace(Redis) && !CanReadRedis(Redis))
        {
            // It may hold a password, and is not told.
            yield return "Cluster:Redis must be HOST:PORT, or several, and options of StackExchange.Redis behind commas, as redis:6379,ssl=true.";
        }
    }

    private static bool CanReadRedis(string address)
    {
        try
        {
            return ConfigurationOptions.Parse(address).EndPoints.Count > 0;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            return false;
        }
    }

    /// <summary>The address as an IP address, looked up when it is a name.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The name resolves to nothing.</exception>
    internal IPAddress ResolveAddress() => IPAddress.TryParse(Address, out var address)
        ? address
        : Dns.GetHostAddresses(Address, System.Net.Sockets.AddressFamily.InterNetwork)[0];
}
