using Monitoring.Grains.Journal;

namespace Monitoring.Grains.Tests.Support;

/// <summary>A journal of which every third commit does not end well, each time in another way; some of those are written all the same.</summary>
internal sealed class FailingJournal(IJournal inner) : IJournal
{
    private int _commits;
    private int _failures;

    /// <summary>Number of commits that did not end well.</summary>
    public int Failures => Volatile.Read(ref _failures);

    public async ValueTask<CommitResult> CommitAsync(GrainCommit commit)
    {
        await Task.Yield();
        if (Interlocked.Increment(ref _commits) % 3 != 0) return await inner.CommitAsync(commit);
        switch (Interlocked.Increment(ref _failures) % 5)
        {
            case 0: return new CommitResult(CommitStatus.Conflict);
            case 1: return new CommitResult(CommitStatus.Unavailable);
            case 2: return new CommitResult(CommitStatus.Unknown);
            case 3:
                await inner.CommitAsync(commit);
                return new CommitResult(CommitStatus.Unknown);
            default: throw new JournalUnavailableException("The disk is full.");
        }
    }
}
