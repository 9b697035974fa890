namespace Monitoring.Api.Auth;

/// <summary>What a caller with a token may do.</summary>
public enum Role
{
    /// <summary>Reads and watches.</summary>
    Viewer,

    /// <summary>Also acts on alerts.</summary>
    Officer,

    /// <summary>Also decides what others proposed.</summary>
    Supervisor,

    /// <summary>Sends postings and reference data, and reads nothing.</summary>
    Feeder,

    /// <summary>Everything.</summary>
    Admin,
}
