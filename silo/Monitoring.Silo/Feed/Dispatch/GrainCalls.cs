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
    /// <summary>Sends postings of one account to its grain. A call that cannot even be made fails like any other.</summary>
    public Task<PostingOutcome[]> PostAsync(string account, Posting[] postings)
    {
        try
        {
            return directory.Guard is { } guard
                ? guard.CallAsync(() => directory.GrainOf(account).PostAsync(postings))
                : directory.GrainOf(account).PostAsync(postings);
        }
        catch (Exception exception)
        {
            return Task.FromException<PostingOutcome[]>(exception);
        }
    }

    /// <summary>Whether outcomes are the grain's word on so many postings, and not that the id is of another kind.</summary>
    public static bool IsAnswer(PostingOutcome[] outcomes, int postings) => outcomes.Length == postings && !IsOtherKind(outcomes);

    /// <summary>
    /// Goes on from a call that failed or was no answer: calls again after a failure that passes, and asks the other kind of grain when the
    /// one asked says that the id is not of its kind.
    /// </summary>
    public async ValueTask<PostingOutcome[]> PostAgainAsync(
        string account, Posting[] postings, Task<PostingOutcome[]> posted, CancellationToken cancellationToken)
    {
        Task<PostingOutcome[]>? first = posted;
        var outcomes = await RetryAsync(
            () =>
            {
                var call = first ?? PostAsync(account, postings);
                first = null;
                return call;
            },
            cancellationToken).ConfigureAwait(false);
        if (outcomes.Length != postings.Length)
        {
            throw new InvalidOperationException($"A grain answered {outcomes.Length} outcomes for {postings.Length} postings.");
        }

        if (!IsOtherKind(outcomes)) return outcomes;
        // Whoever learnt it first: the kind that the journal knows is asked now, which need not be new to this process.
        await directory.RefreshAsync(account).ConfigureAwait(false);
        return await RetryAsync(() => PostAsync(account, postings), cancellationToken).ConfigureAwait(false);
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
        Array.TrueForAll(outcomes, static outcome => outcome is { Verdict: PostingVerdict.Rejected, Code: FeedCodes.KindConflict });
}
