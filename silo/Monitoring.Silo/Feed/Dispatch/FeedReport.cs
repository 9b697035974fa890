using System.Runtime.InteropServices;
using Monitoring.Contracts.Feed;

namespace Monitoring.Silo.Feed.Dispatch;

/// <summary>Counts what becomes of one body's records. Thread-safe.</summary>
internal sealed class FeedReport(bool withBalances)
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<FeedRejection, long> _rejections = new();
    private readonly Dictionary<string, AccountBalance>? _balances = withBalances ? new(StringComparer.Ordinal) : null;
    private long _accepted;
    private long _duplicates;
    private long _rejected;

    /// <summary>One record was not taken.</summary>
    public void Reject(FeedRejection rejection)
    {
        lock (_lock)
        {
            _rejected++;
            // The last of those kept lies on top: a record of an earlier line, answered later, takes its place.
            _rejections.Enqueue(rejection, -rejection.Line);
            if (_rejections.Count > FeedResult.RejectionsMax) _rejections.Dequeue();
        }
    }

    /// <summary>Records were applied, or known.</summary>
    public void Count(long accepted, long duplicates)
    {
        lock (_lock)
        {
            _accepted += accepted;
            _duplicates += duplicates;
        }
    }

    /// <summary>An account's postings were answered.</summary>
    public void Count(string account, long accepted, long duplicates, PostingOutcome last)
    {
        lock (_lock)
        {
            _accepted += accepted;
            _duplicates += duplicates;
            if (_balances is null) return;
            ref var balance = ref CollectionsMarshal.GetValueRefOrAddDefault(_balances, account, out var exists);
            if (!exists || balance.Sequence <= last.Sequence) balance = new AccountBalance(account, last.Sequence, last.Balance);
        }
    }

    /// <summary>The counts so far.</summary>
    public FeedResult ToResult(FeedStatus status, string? code, string? message)
    {
        lock (_lock)
        {
            return new FeedResult
            {
                Status = status,
                Code = code,
                Message = message,
                Lines = 0,
                Bytes = 0,
                Accepted = _accepted,
                Duplicates = _duplicates,
                Rejected = _rejected,
                Rejections = [.. _rejections.UnorderedItems.Select(item => item.Element).OrderBy(rejection => rejection.Line)],
                Balances = _balances is null ? null : [.. _balances.Values.OrderBy(balance => balance.Account, StringComparer.Ordinal)],
            };
        }
    }
}
