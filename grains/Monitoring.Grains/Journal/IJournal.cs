namespace Monitoring.Grains.Journal;

/// <summary>
/// The write side: one writer per process commits many grains' decisions in one transaction. Thread-safe. Its queue is bounded; a caller
/// waits when the store falls behind.
/// </summary>
public interface IJournal
{
    /// <summary>Completes when the commit is durable or was refused; never throws for either. A cancelled caller's commit may still happen.</summary>
    ValueTask<CommitResult> CommitAsync(GrainCommit commit);
}
