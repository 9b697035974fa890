using Monitoring.Contracts.Feed;
using Monitoring.Silo.Feed.Quarantine;

namespace Monitoring.Silo.Feed.Dispatch;

/// <summary>Sends one body's postings to their accounts.</summary>
internal sealed class PostingDispatcher(
    GrainCalls calls, FeedReport report, QuarantineWriter quarantine, int perCallMax, Action<int> release,
        CancellationToken cancellationToken)
    : LaneDispatcher<Posting>(perCallMax, release)
{
    protected override Task SendAsync(string key, ReadOnlyMemory<Item> items) => calls.PostAsync(key, PostingsOf(items.Span));

    protected override ValueTask TakeAnswerAsync(string key, ReadOnlyMemory<Item> items, Task sent)
    {
        // It could not even be sent.
        if (sent is not Task<PostingOutcome[]> posted) return new ValueTask(sent);
        if (!posted.IsCompletedSuccessfully || !GrainCalls.IsAnswer(posted.Result, items.Length)) return TakeOtherAsync(key, items, posted);

        Count(key, items.Span, posted.Result);
        return ValueTask.CompletedTask;
    }

    protected override FeedFailure FailureOf(Exception exception) => GrainCalls.FailureOf(exception);

    /// <summary>The call failed, or went to the wrong kind of grain.</summary>
    private async ValueTask TakeOtherAsync(string key, ReadOnlyMemory<Item> items, Task<PostingOutcome[]> posted)
    {
        var outcomes = await calls.PostAgainAsync(key, PostingsOf(items.Span), posted, cancellationToken).ConfigureAwait(false);
        Count(key, items.Span, outcomes);
    }

    private static Posting[] PostingsOf(ReadOnlySpan<Item> items)
    {
        var postings = new Posting[items.Length];
        for (var i = 0; i < postings.Length; i++) postings[i] = items[i].Record;
        return postings;
    }

    private void Count(string account, ReadOnlySpan<Item> items, PostingOutcome[] outcomes)
    {
        var (accepted, duplicates) = (0, 0);
        PostingOutcome last = default;
        for (var i = 0; i < outcomes.Length; i++)
        {
            switch (outcomes[i].Verdict)
            {
                case PostingVerdict.Accepted:
                    accepted++;
                    last = outcomes[i];
                    break;
                case PostingVerdict.Duplicate:
                    duplicates++;
                    last = outcomes[i];
                    break;
                default:
                    Reject(items[i], outcomes[i]);
                    break;
            }
        }

        if (accepted + duplicates > 0) report.Count(account, accepted, duplicates, last);
    }

    private void Reject(Item item, PostingOutcome outcome)
    {
        var rejection = new FeedRejection(
            item.Line, item.Record.PostingId, outcome.Field, outcome.Code ?? FeedCodes.Malformed, outcome.Message ?? "");
        report.Reject(rejection);
        quarantine.Add(rejection, item.Record);
    }
}
