namespace Monitoring.Api.Auth;

/// <summary>How callers sign in.</summary>
public enum AuthMode
{
    /// <summary>They don't: the server listens on this machine only, and who reaches it may do everything.</summary>
    Loopback,

    /// <summary>With a bearer token from the configuration.</summary>
    Token,
}
