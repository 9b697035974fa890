namespace Monitoring.Domain.Detection;

/// <summary>A movement that the windows still hold.</summary>
/// <param name="Sequence">Sequence in the account's journal.</param>
/// <param name="At">Event time, UTC ticks; of a late posting the high-water mark.</param>
/// <param name="Amount">Signed amount, minor units.</param>
/// <param name="PartyAndLarge">Party (<see cref="PartyHash"/>), with the lowest bit set when the movement was large.</param>
public readonly record struct RecentPosting(long Sequence, long At, long Amount, long PartyAndLarge)
{
    /// <summary>Whether it was large when it came.</summary>
    public bool IsLarge => (PartyAndLarge & 1) != 0;

    /// <summary>The party; 0 for none.</summary>
    public long Party => PartyAndLarge & ~1L;
}
