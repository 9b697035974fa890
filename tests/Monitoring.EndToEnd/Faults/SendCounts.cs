using System.Net;

namespace Monitoring.EndToEnd.Faults;

/// <summary>What senders met. Thread-safe.</summary>
internal sealed class SendCounts
{
    private long _broken;
    private long _busy;
    private long _unavailable;
    private long _duplicates;

    /// <summary>Requests that got no answer.</summary>
    public long BrokenOff => Interlocked.Read(ref _broken);

    /// <summary>Answers 429.</summary>
    public long Busy => Interlocked.Read(ref _busy);

    /// <summary>Answers 503.</summary>
    public long Unavailable => Interlocked.Read(ref _unavailable);

    /// <summary>Postings that the server knew already when they were sent again.</summary>
    public long Known => Interlocked.Read(ref _duplicates);

    public void Broken() => Interlocked.Increment(ref _broken);

    public void TurnedAway(HttpStatusCode status)
    {
        if (status == HttpStatusCode.TooManyRequests) Interlocked.Increment(ref _busy);
        else Interlocked.Increment(ref _unavailable);
    }

    public void Duplicates(long count) => Interlocked.Add(ref _duplicates, count);

    public override string ToString() =>
        $"{BrokenOff:N0} requests without an answer, {Busy:N0} told to come again, {Unavailable:N0} told that the books cannot be written, {Known:N0} postings known when sent again";
}
