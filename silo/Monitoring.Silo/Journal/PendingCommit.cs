using System.Threading.Tasks.Sources;
using Monitoring.Grains.Journal;

namespace Monitoring.Silo.Journal;

/// <summary>A commit that waits for the writer. Its caller goes on in a thread of the pool, never in the writer's.</summary>
internal sealed class PendingCommit : IValueTaskSource<CommitResult>
{
    private ManualResetValueTaskSourceCore<CommitResult> _source = new() { RunContinuationsAsynchronously = true };

    public PendingCommit(GrainCommit commit) => Commit = commit;

    /// <summary>What to write.</summary>
    public GrainCommit Commit { get; }

    /// <summary>The caller's wait.</summary>
    public ValueTask<CommitResult> Result => new(this, _source.Version);

    /// <summary>Answers the caller.</summary>
    public void Complete(CommitResult result) => _source.SetResult(result);

    /// <summary>Tells the caller that the commit makes no sense.</summary>
    public void Fail(Exception exception) => _source.SetException(exception);

    CommitResult IValueTaskSource<CommitResult>.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<CommitResult>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<CommitResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
