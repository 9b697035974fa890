using System.Net;

namespace Monitoring.Api.Auth;

/// <summary>Tells addresses of this machine from others.</summary>
public static class Loopback
{
    /// <summary>Names under which a browser on this machine reaches it; any other is a name that somebody else's DNS points here.</summary>
    public static IReadOnlyList<string> Hosts { get; } = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Whether a URL to listen on is reachable from this machine only.</summary>
    public static bool IsLoopback(string url)
    {
        // Wildcards (http://*:80, http://+:80) are no URIs.
        if (!Uri.TryCreate(url.Trim(), UriKind.Absolute, out var uri)) return false;
        return uri.Scheme is "http" or "https"
            && (string.Equals(uri.Host, "localhost", StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));
    }
}
