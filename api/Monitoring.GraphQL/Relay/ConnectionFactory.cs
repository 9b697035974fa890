using System.Buffers.Text;
using System.Text;

namespace Monitoring.GraphQL;

/// <summary>Makes connections. Cursors name a position by the item's key, so pages stay right while items are added.</summary>
public static class Connection
{
    /// <summary>Items of a page when the client does not say. Default of the connections specification's <c>first</c> here: 50.</summary>
    public const int DefaultPageSize = 50;

    /// <summary>Items a page may have unless a connection says otherwise; asking for more: <c>PAGE_TOO_LARGE</c>. 500 keeps one answer short.</summary>
    public const int PageSizeMax = 500;

    /// <summary>A page read by key: the backend is asked for one item more than the page has, to know whether more follow.</summary>
    /// <param name="first">Items wanted; null means <see cref="DefaultPageSize"/>.</param>
    /// <param name="after">The cursor the client gave, if any.</param>
    /// <param name="key">The key of an item: unique, and the order of the list (a cursor is this key, made opaque).</param>
    /// <param name="fetch">Reads at most <c>limit</c> items whose keys come after <c>afterKey</c> (null: from the start), in order.</param>
    /// <param name="count">Counts all items; called only when <c>totalCount</c> is asked for.</param>
    /// <param name="pageSizeMax">Most items of a page; see <see cref="PageSizeMax"/>.</param>
    /// <exception cref="GraphQLException"><c>INVALID_PAGE_SIZE</c>, <c>PAGE_TOO_LARGE</c> or <c>INVALID_CURSOR</c>.</exception>
    public static async Task<Connection<T>> ForwardAsync<T>(
        int? first,
        string? after,
        Func<T, string> key,
        Func<string?, int, Task<IReadOnlyList<T>>> fetch,
        Func<CancellationToken, Task<int>> count,
        int pageSizeMax = PageSizeMax) where T : notnull
    {
        var size = PageSize(first, pageSizeMax);
        var afterKey = after is null ? null : DecodeCursor(after);
        var items = await fetch(afterKey, size + 1).ConfigureAwait(false);
        return Page(items.Take(size), items.Count > size, afterKey is not null, key, count);
    }

    /// <summary>A page read from a source that tells itself whether more follows.</summary>
    /// <inheritdoc cref="ForwardAsync{T}" path="/param"/>
    /// <param name="fetch">Reads the page: the key after which it starts, <c>null</c> for the beginning, and its size.</param>
    public static async Task<Connection<T>> ForwardPageAsync<T>(
        int? first,
        string? after,
        Func<T, string> key,
        Func<string?, int, Task<(IReadOnlyList<T> Items, bool HasMore)>> fetch,
        Func<CancellationToken, Task<int>> count,
        int pageSizeMax = PageSizeMax) where T : notnull
    {
        var size = PageSize(first, pageSizeMax);
        var afterKey = after is null ? null : DecodeCursor(after);
        var (items, hasMore) = await fetch(afterKey, size).ConfigureAwait(false);
        return Page(items, hasMore, afterKey is not null, key, count);
    }

    /// <summary>A page of a list that is at hand in order.</summary>
    /// <inheritdoc cref="ForwardAsync{T}" path="/param"/>
    /// <param name="items">All items, in the order of their keys.</param>
    public static Connection<T> FromList<T>(
        IReadOnlyList<T> items, int? first, string? after, Func<T, string> key, int pageSizeMax = PageSizeMax) where T : notnull
    {
        var size = PageSize(first, pageSizeMax);
        var start = 0;
        if (after is not null)
        {
            var afterKey = DecodeCursor(after);
            while (start < items.Count && key(items[start]) != afterKey) start++;
            if (start++ == items.Count) throw new GraphQLException("The cursor names no item of this list.", "INVALID_CURSOR");
        }
        var page = items.Skip(start).Take(size);
        return Page(page, start + size < items.Count, start > 0, key, _ => Task.FromResult(items.Count));
    }

    /// <summary>Makes a key opaque.</summary>
    public static string EncodeCursor(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    /// <summary>Reads a cursor back.</summary>
    /// <exception cref="GraphQLException"><c>INVALID_CURSOR</c>: not a cursor of ours.</exception>
    public static string DecodeCursor(string cursor)
    {
        try
        {
            return new UTF8Encoding(false, true).GetString(Base64Url.DecodeFromChars(cursor));
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new GraphQLException("The cursor is not one this server gave.", "INVALID_CURSOR");
        }
    }

    private static int PageSize(int? first, int max)
    {
        var size = first ?? DefaultPageSize;
        if (size < 0) throw new GraphQLException("\"first\" must not be negative.", "INVALID_PAGE_SIZE");
        if (size > max) throw new GraphQLException($"A page has at most {max} items.", "PAGE_TOO_LARGE");
        return size;
    }

    private static Connection<T> Page<T>(
        IEnumerable<T> items, bool more, bool before, Func<T, string> key, Func<CancellationToken, Task<int>> count) where T : notnull
    {
        var edges = items.Select(item => new Edge<T>(item, EncodeCursor(key(item)))).ToArray();
        return new Connection<T>(
            edges, new PageInfo(more, before, edges.FirstOrDefault()?.Cursor, edges.LastOrDefault()?.Cursor), count);
    }
}
