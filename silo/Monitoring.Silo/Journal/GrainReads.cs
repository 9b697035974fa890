using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;

namespace Monitoring.Silo.Journal;

/// <summary>What grains read, on a session that sees one moment.</summary>
internal static class GrainReads
{
    /// <summary>A grain's head and tail.</summary>
    public static GrainLoad Load(IReadSession session, (GrainKind Kind, string Id, long AfterSequence) request)
    {
        if (session.Head(request.Kind, request.Id) is not { } row) return new GrainLoad(GrainHead.None, null, []);
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

        for (var i = 0; i < request.Traces.Length; i++) request.Items[i] = session.OldestOpenItem(request.GrainKey, request.Traces[i]);
        return true;
    }

    /// <summary>One entry of a grain.</summary>
    public static StoredEntry? Find(IReadSession session, (GrainHead Head, long Sequence) request)
    {
        var position = ChainWalk.Find(session, request.Head, request.Sequence);
        return position == 0 ? null : session.EntryAt(position);
    }
}
