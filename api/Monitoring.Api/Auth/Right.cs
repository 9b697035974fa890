namespace Monitoring.Api.Auth;

/// <summary>Something a caller may be allowed to do.</summary>
[Flags]
public enum Right
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Queries and subscriptions.</summary>
    Read = 1,

    /// <summary>Acknowledge, assign, escalate, close or propose to close.</summary>
    Act = 2,

    /// <summary>Decide what another person proposed.</summary>
    Decide = 4,

    /// <summary>Send postings and reference data; see and mend the quarantine.</summary>
    Feed = 8,

    /// <summary>Read the metrics.</summary>
    Metrics = 16,

    /// <summary>All of them.</summary>
    All = Read | Act | Decide | Feed | Metrics,
}
