using Monitoring.Contracts.Feed;

namespace Monitoring.Domain.Detection;

/// <summary>
/// A 64-bit number for the other party of a posting: of its account id, or of its name when no id is told. 0 for none. FNV-1a over UTF-16;
/// stored, so it never changes.
/// </summary>
public static class PartyHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The party of a posting.</summary>
    public static long Of(Posting posting) =>
        posting.Counterparty is { } id ? OfId(id) : posting.CounterpartyName is { } name ? Hash(name, 'N') : 0;

    /// <summary>A party by its account id.</summary>
    public static long OfId(string id) => Hash(id, 'I');

    private static long Hash(string text, char kind)
    {
        unchecked
        {
            var hash = (Offset ^ kind) * Prime;
            foreach (var c in text)
            {
                hash = (hash ^ c) * Prime;
            }

            // 0 says "no party"; the lowest bit is used as a mark elsewhere.
            hash |= 2;
            return (long)(hash & ~1UL);
        }
    }
}
