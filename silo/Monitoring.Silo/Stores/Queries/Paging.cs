using Monitoring.Grains.Queries;

namespace Monitoring.Silo.Stores.Queries;

/// <summary>Pages read with one row more than wanted, which tells whether more follows.</summary>
internal static class Paging
{
    /// <summary>The page of at most <paramref name="first"/> rows.</summary>
    public static Page<T> Cut<T>(List<T> rows, int first)
    {
        var hasMore = rows.Count > first;
        if (hasMore) rows.RemoveRange(first, rows.Count - first);
        return new Page<T>(rows, hasMore);
    }
}
