using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Journal;

/// <summary>What a batch of grains' reads will ask, for a database to which each question would be a round trip.</summary>
internal sealed class ReadWants
{
    /// <summary>Grains to load, each with the sequence after which its entries are wanted.</summary>
    public List<(GrainKind Kind, string Id, long AfterSequence)> Loads { get; } = [];

    /// <summary>Posting ids.</summary>
    public List<PostingKey> Postings { get; } = [];

    /// <summary>Parties of grains.</summary>
    public List<(long Grain, long Party)> Parties { get; } = [];

    /// <summary>Open items of grains by normalised trace and amount; as often as they are asked for.</summary>
    public List<(long Grain, string Trace, long Amount)> Traces { get; } = [];

    /// <summary>Snapshots.</summary>
    public List<(string Name, string Key)> Snapshots { get; } = [];

    /// <summary>Whether nothing is wanted.</summary>
    public bool IsEmpty =>
        Loads.Count == 0 && Postings.Count == 0 && Parties.Count == 0 && Traces.Count == 0 && Snapshots.Count == 0;

    /// <summary>Forgets everything, and the room for more than so many of each.</summary>
    public void Clear(int roomMax)
    {
        Clear(Loads, roomMax);
        Clear(Postings, roomMax);
        Clear(Parties, roomMax);
        Clear(Traces, roomMax);
        Clear(Snapshots, roomMax);
    }

    /// <summary>Adds a request's questions; one along a chain is asked as the chain is walked.</summary>
    public void Add<T>(T argument)
    {
        switch (argument)
        {
            case FactsRequest facts:
                Add(facts);
                break;
            case ValueTuple<GrainKind, string, long> load:
                Loads.Add(load);
                break;
            case ValueTuple<string, string> snapshot:
                Snapshots.Add(snapshot);
                break;
            default:
                break;
        }
    }

    private static void Clear<T>(List<T> wants, int roomMax)
    {
        wants.Clear();
        if (wants.Capacity > roomMax) wants.Capacity = 0;
    }

    private void Add(FactsRequest facts)
    {
        Postings.AddRange(facts.Postings);
        foreach (var party in facts.Parties) Parties.Add((facts.GrainKey, party));
        foreach (var trace in facts.Traces) Traces.Add((facts.GrainKey, TraceNumber.Normalise(trace.Trace), trace.Amount));
    }
}
