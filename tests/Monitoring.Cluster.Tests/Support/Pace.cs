using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Monitoring.EndToEnd.Faults;

namespace Monitoring.Cluster.Tests.Support;

/// <summary>Lets so many postings a second through to the senders, all together. Thread-safe.</summary>
internal sealed class Pace(int perSecond)
{
    /// <summary>Seconds that the senders may be behind: what waited while nothing was taken is not made up for at once.</summary>
    private const double BehindMax = 1;

    private readonly Lock _lock = new();
    private readonly long _began = Stopwatch.GetTimestamp();
    private double _next;

    /// <summary>The same bodies, each when its time has come.</summary>
    public ChannelReader<Batch> Of(ChannelReader<Batch> bodies, CancellationToken cancellationToken)
    {
        var paced = Channel.CreateBounded<Batch>(1);
        _ = RelayAsync(bodies, paced.Writer, cancellationToken);
        return paced.Reader;
    }

    private async Task RelayAsync(ChannelReader<Batch> bodies, ChannelWriter<Batch> paced, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var body in WaitAsync(bodies, cancellationToken)) await paced.WriteAsync(body, cancellationToken);
            paced.Complete();
        }
        catch (Exception exception)
        {
            // The sender meets it.
            paced.Complete(exception);
        }
    }

    private async IAsyncEnumerable<Batch> WaitAsync(ChannelReader<Batch> bodies, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var body in bodies.ReadAllAsync(cancellationToken))
        {
            var wait = Take(body.Postings.Count);
            if (wait > TimeSpan.Zero) await Task.Delay(wait, cancellationToken);
            yield return body;
        }
    }

    /// <summary>Takes the time of so many postings, and tells how long it is until it has come.</summary>
    private TimeSpan Take(int postings)
    {
        lock (_lock)
        {
            var now = Stopwatch.GetElapsedTime(_began).TotalSeconds;
            var due = Math.Max(_next, now - BehindMax);
            _next = due + ((double)postings / perSecond);
            return TimeSpan.FromSeconds(due - now);
        }
    }
}
