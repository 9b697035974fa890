namespace Monitoring.Silo.Escalation;

/// <summary>The lease of books that one process has for itself.</summary>
public sealed class SoleClock : IClockLease
{
    /// <inheritdoc/>
    public ValueTask<bool> TakeAsync(CancellationToken cancellation) => ValueTask.FromResult(true);
}
