using System.Globalization;
using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema;

/// <summary>Reads and writes what stands inside the cursors of pages and subscriptions.</summary>
internal static class PageCursor
{
    public static string Of(long key) => key.ToString(CultureInfo.InvariantCulture);

    public static long? Number(string? key) => key is null ? null
        : long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw Invalid();

    /// <summary>Cursors of one order are no places in another.</summary>
    public static string Of(AlertRow row, AlertOrder order)
    {
        var place = AlertPageKey.Of(row, order);
        return string.Create(CultureInfo.InvariantCulture, $"{(int)order}:{place.First}:{place.Second}:{place.RaisedCursor}");
    }

    public static AlertPageKey? Place(string? key, AlertOrder order)
    {
        if (key is null) return null;
        var parts = key.Split(':');
        if (parts.Length != 4) throw Invalid();
        Span<long> numbers = stackalloc long[4];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!long.TryParse(parts[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out numbers[i])) throw Invalid();
        }

        return numbers[0] == (int)order
            ? new AlertPageKey(numbers[1], numbers[2], numbers[3])
            : throw new GraphQLException("The cursor belongs to a list in another order.", ApiCodes.InvalidCursor);
    }

    private static GraphQLException Invalid() => new("The cursor is not one this server gave.", ApiCodes.InvalidCursor);
}
