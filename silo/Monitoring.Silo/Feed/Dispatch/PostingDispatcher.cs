using Monitoring.Contracts.Feed;
using Monitoring.Silo.Feed.Quarantine;

namespace Monitoring.Silo.Feed.Dispatch;

/// <summary>Sends one body's postings to their accounts.</summary>
internal sealed class PostingDispatcher(
    GrainCalls calls, FeedReport report, QuarantineWriter quarantine, int perCallMax, Action<int> release,
        CancellationToken cancellationToken)
    : LaneDispatcher<Posting>(perCallMax, release)
{
    protected override async ValueTask SendAsync(string key, ReadOnlyMemory<Item> items)
    {
        var postings = new Posting[items.Length];
        for (var i = 0; i < postings.Length; i++) postings[i] = items.Span[i].Record;
        var outcomes = await calls.PostAsync(key, postings, cancellationToken).ConfigureAwait(false);
        Count(key, items.Span, outcomes);
    }

    protected override FeedFailure FailureOf(Exception exception) => GrainCalls.FailureOf(exception);

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
