using Monitoring.Contracts.Feed;
using Monitoring.Grains.Journal;
using Orleans.Runtime;

namespace Monitoring.Silo.Feed.Dispatch;

/// <summary>
/// Calls grains again when they fail for a reason that passes. That is safe: a call that took effect before it failed counts once.
/// Thread-safe.
/// </summary>
internal sealed class GrainCalls(LedgerDirectory directory, FeedOptions options, TimeProvider time, FeedMetrics metrics)
{
    /// <summary>Postings of one account; the other kind of grain is asked when this one says that the id is not of its kind.</summary>
    public async ValueTask<PostingOutcome[]> PostAsync(string account, Posting[] postings, CancellationToken cancellationToken)
    {
        var outcomes = await RetryAsync(() => directory.GrainOf(account).PostAsync(postings), cancellationToken).ConfigureAwait(false);
        if (outcomes.Length != postings.Length)
        {
            throw new InvalidOperationException($"A grain answered {outcomes.Length} outcomes for {postings.Length} postings.");
        }

        if (!IsOtherKind(outcomes) || !await directory.RefreshAsync(account).ConfigureAwait(false)) return outcomes;
        return await RetryAsync(() => directory.GrainOf(account).PostAsync(postings), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a call, and makes it again after a failure that passes.</summary>
    public async ValueTask<TResult> RetryAsync<TResult>(Func<Task<TResult>> call, CancellationToken cancellationToken)
    {
        var delay = TimeSpan.FromMilliseconds(options.RetryDelayMilliseconds);
        for (var left = options.Retries; ; left--)
        {
            try
            {
                return await call().ConfigureAwait(false);
            }
            catch (Exception exception) when (left > 0 && IsPassing(exception) && !cancellationToken.IsCancellationRequested)
            {
                metrics.Retried();
            }

            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
            delay *= 2;
        }
    }

    /// <summary>Whether a failure is of a kind that goes away by itself.</summary>
    public static bool IsPassing(Exception exception) => exception is JournalUnavailableException or OrleansException or TimeoutException;

    /// <summary>What a failure means for the body that the call belongs to.</summary>
    public static FeedFailure FailureOf(Exception exception) => exception switch
    {
        OperationCanceledException => new FeedFailure(FeedStatus.Cancelled, "The sender went away.", exception),
        _ when IsPassing(exception) =>
            new FeedFailure(FeedStatus.Unavailable, "The books cannot be written now; send it again later.", exception),
        _ => new FeedFailure(FeedStatus.Failed, "An unexpected failure; it is in the server's log.", exception),
    };

    private static bool IsOtherKind(PostingOutcome[] outcomes) =>
        Array.TrueForAll(outcomes, outcome => outcome is { Verdict: PostingVerdict.Rejected, Code: FeedCodes.KindConflict });
}
