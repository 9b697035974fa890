using Monitoring.Models.Simulation;

namespace Monitoring.Benchmarks.Shared;

/// <summary>Postings as bodies for the feed, made before anything is measured; an account is always the same sender's.</summary>
internal sealed class Load
{
    private readonly int _batch;

    private Load(byte[] reference, List<byte[]>[] bodies, int batch, int count) =>
        (Reference, Bodies, _batch, Count) = (reference, bodies, batch, count);

    /// <summary>Declares the accounts.</summary>
    public byte[] Reference { get; }

    /// <summary>Each sender's bodies in order.</summary>
    public IReadOnlyList<List<byte[]>> Bodies { get; }

    /// <summary>Postings in all of them.</summary>
    public int Count { get; }

    /// <summary>The postings of a simulated bank.</summary>
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

        var cut = new Cutter(batch, senders);
        var writers = cut.Open.Select(static stream => new NdjsonFeedWriter(stream)).ToArray();
        foreach (var posting in run.History().Concat(run.Live()))
        {
            var sender = HashSender(posting.Account, senders);
            writers[sender].Write(posting);
            if (cut.IsFull(sender)) writers[sender].Flush();
            cut.Added(sender);
        }

        foreach (var writer in writers) writer.Flush();
        return new Load(reference.ToArray(), cut.End(), batch, cut.Count);
    }

    /// <summary>The postings of an even bank.</summary>
    /// <param name="reference">Declares the accounts; may be empty.</param>
    /// <param name="postings">In order, each with its sender.</param>
    /// <param name="batch">Lines of a body.</param>
    /// <param name="senders">Number of senders.</param>
    public static Load Of(byte[] reference, IEnumerable<(int Sender, EvenPosting Posting)> postings, int batch, int senders)
    {
        var cut = new Cutter(batch, senders);
        foreach (var (sender, posting) in postings)
        {
            cut.Open[sender].Write(posting.ToLine());
            cut.Added(sender);
        }

        return new Load(reference, cut.End(), batch, cut.Count);
    }

    /// <summary>Cuts off its beginning, whole bodies of each sender, to bring a server to its pace; the rest is what is measured.</summary>
    /// <param name="postings">About as many.</param>
    public (Load Warm, Load Main) Split(int postings)
    {
        var each = postings / _batch / Bodies.Count;
        var warm = Bodies.Select(bodies => bodies.Take(Math.Min(each, bodies.Count - 1)).ToList()).ToArray();
        var rest = Bodies.Zip(warm, static (bodies, taken) => bodies.Skip(taken.Count).ToList()).ToArray();
        var count = warm.Sum(static bodies => bodies.Count) * _batch;
        return (new Load(Reference, warm, _batch, count), new Load([], rest, _batch, Count - count));
    }

    /// <summary>An account's sender by its id alone, the same in every run.</summary>
    public static int HashSender(string account, int senders)
    {
        var hash = 17;
        foreach (var letter in account) hash = unchecked((hash * 31) + letter);
        return (hash & int.MaxValue) % senders;
    }

    /// <summary>Cuts what each sender sends into bodies.</summary>
    private sealed class Cutter(int batch, int senders)
    {
        private readonly List<byte[]>[] _bodies = [.. Enumerable.Range(0, senders).Select(static _ => new List<byte[]>())];
        private readonly int[] _lines = new int[senders];

        public MemoryStream[] Open { get; } = [.. Enumerable.Range(0, senders).Select(static _ => new MemoryStream())];

        public int Count { get; private set; }

        /// <summary>Whether the line just written is the body's last.</summary>
        public bool IsFull(int sender) => _lines[sender] + 1 == batch;

        public void Added(int sender)
        {
            Count++;
            if (++_lines[sender] == batch) Cut(sender);
        }

        public List<byte[]>[] End()
        {
            for (var sender = 0; sender < senders; sender++)
            {
                if (_lines[sender] > 0) Cut(sender);
            }

            return _bodies;
        }

        private void Cut(int sender)
        {
            _bodies[sender].Add(Open[sender].ToArray());
            Open[sender].SetLength(0);
            _lines[sender] = 0;
        }
    }
}
