using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Journal;

/// <summary>What grains read, on a session that sees one moment.</summary>
internal static class GrainReads
{
    /// <summary>A grain's head and tail.</summary>
    public static GrainLoad Load(IReadSession session, (GrainKind Kind, string Id, long AfterSequence) request)
    {
        if (session.Head(request.Kind, request.Id) is not { } row) return new GrainLoad(GrainHead.None, null, []);
        // Only the head can be out of date: entries never change. A check after the tail would refuse each load that takes longer than
        // the time between two commits.
        session.EnsureFresh();
        var jumps = ChainWalk.Jumps(session, session.LinksAt(row.Position));
        var head = new GrainHead(row.Key, row.Sequence, row.Position, jumps);
        return new GrainLoad(head, row.Kind, ChainWalk.Tail(session, row.Position, row.Sequence, request.AfterSequence));
    }

    /// <summary>Fills the answers of a request.</summary>
    public static bool Facts(IReadSession session, FactsRequest request)
    {
        for (var i = 0; i < request.Postings.Length; i++) request.Known[i] = session.Posting(request.Postings[i]);
        for (var i = 0; i < request.Parties.Length; i++)
        {
            request.PartiesLastSeen[i] = session.PartyLastSeen(request.GrainKey, request.Parties[i]);
        }

        OpenItems(session, request);
        return true;
    }

    /// <summary>The same question again is answered with the next oldest item: each clearing of a batch has one of its own.</summary>
    private static void OpenItems(IReadSession session, FactsRequest request)
    {
        var asked = new Dictionary<TraceQuery, int>();
        for (var i = 0; i < request.Traces.Length; i++)
        {
            var query = request.Traces[i] with { Trace = TraceNumber.Normalise(request.Traces[i].Trace) };
            var earlier = asked.GetValueOrDefault(query);
            asked[query] = earlier + 1;
            request.Items[i] = session.OldestOpenItem(request.GrainKey, query, earlier);
        }
    }

    /// <summary>One entry of a grain; <c>null</c> when there is none, or it was archived.</summary>
    public static StoredEntry? Find(IReadSession session, (GrainHead Head, long Sequence) request)
    {
        try
        {
            var position = ChainWalk.Find(session, request.Head, request.Sequence);
            return position == 0 ? null : session.EntryAt(position);
        }
        catch (JournalArchivedException)
        {
            return null;
        }
    }
}
