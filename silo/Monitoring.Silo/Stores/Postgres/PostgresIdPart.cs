using System.Globalization;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>A full part of the posting ids, which nobody writes to any more.</summary>
/// <param name="number">Its number.</param>
/// <param name="low">Its first key.</param>
/// <param name="high">Its last key.</param>
internal sealed class PostgresIdPart(int number, UInt128 low, UInt128 high)
{
    private volatile PostingFilter? _filter;

    /// <summary>Its number.</summary>
    public int Number => number;

    /// <summary>Tells which keys it has not; <c>null</c> as long as that is not known here.</summary>
    public PostingFilter? Filter
    {
        get => _filter;
        set => _filter = value;
    }

    /// <summary>The table of a part.</summary>
    public static string TableOf(int number) => string.Create(CultureInfo.InvariantCulture, $"posting_id_{number:D4}");

    /// <summary>Whether keys from one to another can be in it at all.</summary>
    public bool Meets(UInt128 first, UInt128 last) => low <= last && first <= high;

    /// <summary>Whether a key is between its first and its last.</summary>
    public bool Spans(UInt128 key) => low <= key && key <= high;
}
