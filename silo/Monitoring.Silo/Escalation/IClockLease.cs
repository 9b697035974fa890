namespace Monitoring.Silo.Escalation;

/// <summary>
/// Says whether the clock runs in this process: in one of those that share the books. That it runs in two for a moment costs work twice
/// and changes nothing.
/// </summary>
public interface IClockLease
{
    /// <summary>Takes the lease if nobody has it.</summary>
    /// <returns>Whether this process has it now.</returns>
    ValueTask<bool> TakeAsync(CancellationToken cancellation);
}
