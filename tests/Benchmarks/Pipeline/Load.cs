using Monitoring.Models.Simulation;

namespace Monitoring.Benchmarks.Pipeline;

/// <summary>A bank's postings as bodies for the feed, made before anything is measured; an account is always the same sender's.</summary>
internal sealed class Load
{
    private Load(byte[] reference, List<byte[]>[] bodies, int count) => (Reference, Bodies, Count) = (reference, bodies, count);

    public byte[] Reference { get; }

    public IReadOnlyList<List<byte[]>> Bodies { get; }

    public int Count { get; }

    public static Load Of(int accounts, int postings, int batch, int senders, PostingIdScheme ids = PostingIdScheme.Sequential)
    {
        var run = new Simulator(SimulationPresets.Benchmark(accounts, postings, ids)).Start();
        using var reference = new MemoryStream();
        using (var writer = new NdjsonFeedWriter(reference))
        {
            foreach (var record in run.Reference())
            {
                writer.Write(record);
            }
        }

        var bodies = Enumerable.Range(0, senders).Select(static _ => new List<byte[]>()).ToArray();
        var open = Enumerable.Range(0, senders).Select(static _ => new MemoryStream()).ToArray();
        var writers = open.Select(static stream => new NdjsonFeedWriter(stream)).ToArray();
        var lines = new int[senders];
        var count = 0;
        foreach (var posting in run.History().Concat(run.Live()))
        {
            var sender = (string.GetHashCode(posting.Account, StringComparison.Ordinal) & int.MaxValue) % senders;
            writers[sender].Write(posting);
            count++;
            if (++lines[sender] == batch) Cut(sender);
        }

        for (var sender = 0; sender < senders; sender++)
        {
            if (lines[sender] > 0) Cut(sender);
        }

        return new Load(reference.ToArray(), bodies, count);

        void Cut(int sender)
        {
            writers[sender].Flush();
            bodies[sender].Add(open[sender].ToArray());
            open[sender].SetLength(0);
            lines[sender] = 0;
        }
    }
}
