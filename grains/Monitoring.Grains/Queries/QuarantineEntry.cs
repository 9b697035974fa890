namespace Monitoring.Grains.Queries;

/// <summary>A rejected line in quarantine.</summary>
/// <param name="Id">Its number, growing, from 1; never given twice.</param>
/// <param name="Rejected">The line, as it was first seen.</param>
/// <param name="State">Where it stands.</param>
/// <param name="FirstSeenAt">When it came first.</param>
/// <param name="LastSeenAt">When it came last.</param>
/// <param name="TimesSeen">How often it came, at least 1.</param>
/// <param name="StateChangedAt">When <see cref="State"/> changed last; <c>null</c> while it never did.</param>
public sealed record QuarantineEntry(
    long Id,
    RejectedLine Rejected,
    QuarantineState State,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset LastSeenAt,
    long TimesSeen,
    DateTimeOffset? StateChangedAt);
