using Monitoring.Models.Simulation;

namespace Monitoring.EndToEnd.Support;

/// <summary>A simulated bank as bodies for the feed.</summary>
internal sealed record SimulatedFeed(byte[] Reference, IReadOnlyList<byte[]> Postings, IReadOnlyList<string> Accounts)
{
    /// <summary>A small year-like bank in which every rule fires a few times.</summary>
    public static SimulatedFeed EveryRuleSmall(ulong seed) => Of(SimulationPresets.EveryRule(seed) with
    {
        Accounts = 700,
        Days = 150,
        Branches = 3,
        Patterns = new PatternOptions { CasesPerKind = 4, DisguisedPermille = 0, MinStrength = 50 },
    });

    public static SimulatedFeed Of(SimulationOptions options)
    {
        var run = new Simulator(options).Start();
        using var reference = new MemoryStream();
        using (var writer = new NdjsonFeedWriter(reference))
        {
            foreach (var record in run.Reference())
            {
                writer.Write(record);
            }
        }

        var (lines, accounts) = (new List<byte[]>(), new List<string>());
        using var line = new MemoryStream();
        using var postings = new NdjsonFeedWriter(line);
        foreach (var posting in run.History().Concat(run.Live()))
        {
            line.SetLength(0);
            postings.Write(posting);
            postings.Flush();
            lines.Add(line.ToArray());
            accounts.Add(posting.Account);
        }

        return new SimulatedFeed(reference.ToArray(), lines, accounts);
    }

    /// <summary>Bodies of <paramref name="size"/> postings for each of <paramref name="senders"/>; an account is always one sender's.</summary>
    public IReadOnlyList<IReadOnlyList<byte[]>> Batches(int size, int senders)
    {
        var shares = Enumerable.Range(0, senders).Select(static _ => new List<byte[]>()).ToArray();
        for (var i = 0; i < Postings.Count; i++)
        {
            shares[(StableHash(Accounts[i]) & int.MaxValue) % senders].Add(Postings[i]);
        }

        return [.. shares.Select(share => (IReadOnlyList<byte[]>)[.. share.Chunk(size).Select(static chunk => chunk.SelectMany(static line => line).ToArray())])];
    }

    private static int StableHash(string text) => text.Aggregate(17, static (hash, c) => unchecked((hash * 31) + c));
}
